/** The pages of the repository as the site's generator takes them: one folder, by route. */
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {assetRoute, rewriteLinks} from './markdown-links';
import type {LinkContext} from './markdown-links';
import {DECISIONS, NAVIGATION, fileOf, routeOf} from './navigation';

/** Markdown files that are pages of the site, by their path in the repository. */
export function pageSources(repository: string): string[] {
  const ofDocs = readdirSync(join(repository, 'docs'), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  const others = NAVIGATION.flatMap(({entries}) => entries.map(({source}) => fileOf(source)));
  const sources = new Set(['site/home.md', ...ofDocs, ...others]);
  return [...sources].filter((source) => source !== DECISIONS).sort();
}

/**
 * Writes every page and what it shows into the folder, which is emptied first.
 * @param address of the repository
 * @throws Error with every link that leads nowhere.
 */
export function stagePages(repository: string, address: string, folder: string): void {
  rmSync(folder, {recursive: true, force: true});
  const context: LinkContext = {repository: address, kindOf: (path) => kindOf(repository, path)};
  const sources = pageSources(repository);
  const pages = sources.map((source) => {
    const text = readFileSync(join(repository, source), 'utf8');
    return {source, ...rewriteLinks(text, source, context)};
  });
  const broken = pages.flatMap(({source, ...page}) =>
    page.broken.map((target) => `${source}: ${target}`),
  );
  if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join('\n')}`);
  for (const {source, text} of pages) write(join(folder, routeOf(source)!), headed(text, source));
  write(join(folder, routeOf(DECISIONS)!), decisionList(pages));
  for (const asset of new Set(pages.flatMap(({assets}) => assets))) {
    const target = join(folder, 'public', assetRoute(asset));
    mkdirSync(dirname(target), {recursive: true});
    copyFileSync(join(repository, asset), target);
  }
}

function kindOf(repository: string, path: string): 'file' | 'folder' | undefined {
  const full = join(repository, path);
  if (path.startsWith('..') || !existsSync(full)) return undefined;
  return statSync(full).isDirectory() ? 'folder' : 'file';
}

/** With the path of its source, for the link to it. */
function headed(text: string, source: string): string {
  return text.startsWith('---\n') ? text : `---\nsource: ${source}\n---\n\n${text}`;
}

function decisionList(pages: readonly {source: string; text: string}[]): string {
  const links = pages
    .filter(({source}) => source.startsWith('docs/decisions/'))
    .map(({source, text}) => {
      const [, number, title] = /^# (\d+)\. (.*)$/m.exec(text) ?? [];
      return `${number}. [${title}](./${routeOf(source)!.replace(/^decisions\//, '')})`;
    });
  const introduction = 'Why things are as they are, and what was decided against, each on a page.';
  return ['# Decisions', '', introduction, '', ...links, ''].join('\n');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}
