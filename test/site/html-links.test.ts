import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brokenLinks} from '../../site/html-links';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'html-links-'));
  mkdirSync(join(folder, 'streams'));
  writeFileSync(join(folder, 'index.html'), '<h1 id="top"></h1>');
  writeFileSync(join(folder, 'setup.html'), '<h2 id="1-who"></h2><h2 id="über"></h2>');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function brokenIn(href: string): string[] {
  writeFileSync(join(folder, 'streams', 'users.html'), `<p><a class="x" href="${href}">a</a></p>`);
  return brokenLinks(folder, '/base/');
}

test.each([
  '/base/',
  '/base/#top',
  '../setup.html',
  '../setup.html#1-who',
  '/base/setup.html#%C3%BCber',
  '#',
  'users.html',
  'https://example.com/setup.html#gone',
])('%s leads somewhere', (href) => {
  expect(brokenIn(href)).toEqual([]);
});

test.each([
  '../gone.html',
  '../setup.html#gone',
  '/base/#gone',
  '/setup.html',
  '#gone',
  'setup.html',
])('%s leads nowhere', (href) => {
  expect(brokenIn(href)).toEqual([`streams/users.html: ${href}`]);
});
