import {existsSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {REPOSITORY, anchors, pages, readPage} from './markdown';

interface Link {
  page: string;
  target: string;
}

function links(page: string): Link[] {
  const found = readPage(page).matchAll(/\]\(([^)\s]+)\)/g);
  return [...found].map(([, target]) => ({page, target: target!}));
}

const own = pages()
  .flatMap(links)
  .filter(({target}) => !/^https?:/.test(target));

function leadsNowhere({page, target}: Link): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page : normalize(join(dirname(page), file));
  if (!existsSync(join(REPOSITORY, path))) return true;
  return anchor !== undefined && !anchors(readPage(path)).has(anchor);
}

test('every link within the repository leads to a file, and to a heading in it', () => {
  expect(own.length).toBeGreaterThan(50);
  expect(own.filter(leadsNowhere)).toEqual([]);
});
