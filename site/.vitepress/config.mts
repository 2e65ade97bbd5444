import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import type {MarkdownRenderer} from 'vitepress';
import {defineConfig} from 'vitepress';
import {diagramSvg} from './diagram.mjs';
import {labelCells} from './table-labels.mjs';

// The rest of the site is compiled like all of the repository.
const compiled = createRequire(import.meta.resolve('../../dist/site/build.js'));
const {HTML, PAGES, REPOSITORY} = compiled('./folders.js') as typeof import('../folders');
const {STREAM_LIST} = compiled('./navigation.js') as typeof import('../navigation');
const {headingId} = compiled('./anchors.js') as typeof import('../anchors');
const {readSite} = compiled('./site.js') as typeof import('../site');
const {sidebar} = compiled('./sidebar.js') as typeof import('../sidebar');

const {title, description, base, repository} = readSite(process.env);

/** Diagrams are drawn when the site is built; a page of its own, such as the example report, is no page of this site. */
function extend(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('table_labels', ({tokens}) => labelCells(tokens));
  // Indented code looks and scrolls like fenced code.
  markdown.core.ruler.after('block', 'indented_code', ({tokens}) => {
    for (const token of tokens) if (token.type === 'code_block') token.type = 'fence';
  });
  const {fence, link_open: openLink} = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const {info, content} = tokens[index]!;
    return info.trim() === 'mermaid' ? diagramSvg(content) : fence!(tokens, index, ...rest);
  };
  const render = markdown.renderer.render.bind(markdown.renderer);
  // Pages are Markdown and nothing else: two braces are two braces, not an expression of Vue.
  markdown.renderer.render = (...page) => render(...page).replaceAll('{{', '&#123;&#123;');
  markdown.renderer.rules.link_open = (tokens, index, ...rest) => {
    const token = tokens[index]!;
    if (token.attrGet('href')?.startsWith('/examples/')) token.attrSet('target', '_self');
    return openLink!(tokens, index, ...rest);
  };
}

export default defineConfig({
  title,
  description,
  base,
  lang: 'en-GB',
  srcDir: PAGES,
  outDir: HTML,
  cacheDir: join(HTML, '..', 'cache'),
  cleanUrls: false,
  metaChunk: true,
  markdown: {
    anchor: {slugify: headingId},
    // Words in braces are words of a message, not attributes.
    attrs: false,
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
    config: extend,
  },
  transformPageData(page) {
    page.filePath = (page.frontmatter['source'] as string | undefined) ?? 'site/home.md';
  },
  themeConfig: {
    siteTitle: 'Microsoft 365 source',
    nav: [
      {text: 'Quick start', link: '/quick-start'},
      {text: 'Set up', link: '/setup'},
      {text: 'Streams', link: '/streams'},
      {text: 'Help', link: '/troubleshooting'},
    ],
    sidebar: sidebar(readFileSync(join(REPOSITORY, STREAM_LIST), 'utf8')),
    outline: [2, 3],
    search: {provider: 'local'},
    socialLinks: [{icon: 'github', link: repository}],
    editLink: {text: 'Source of this page', pattern: `${repository}/blob/main/:path`},
    externalLinkIcon: true,
    docFooter: {prev: 'Previous', next: 'Next'},
  },
});
