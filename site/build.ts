/** Builds the documentation site into site-output/html: npm run docs:site */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {HTML, PAGES, REPOSITORY} from './folders';
import {brokenLinks} from './html-links';
import {readSite} from './site';
import {stagePages} from './stage';

const VITEPRESS = join(REPOSITORY, 'node_modules', 'vitepress', 'bin', 'vitepress.js');

function main(): void {
  const {base, repository} = readSite(process.env);
  stagePages(REPOSITORY, repository, PAGES);
  const build = spawnSync(process.execPath, [VITEPRESS, 'build', join(REPOSITORY, 'site')], {
    stdio: 'inherit',
  });
  if (build.status !== 0)
    throw new Error('VitePress did not build the site; its message is above.');
  const broken = brokenLinks(HTML, base);
  if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join('\n')}`);
}

main();
