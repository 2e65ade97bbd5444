import {dirname, join} from 'node:path';
import {seats} from '../../demo/insights/seats';
import {unusedLicences} from '../../demo/insights/unused-licences';
import type {Table} from '../../demo/table';
import type {Tables} from '../../demo/warehouse';
import {loadStreams} from '../../src/streams/load';
import {addressOf} from '../../tools/address';
import {packageFile, readText} from '../platform/repository';
import {codeBlocks, pages, readPage, tableRows} from './markdown';

const README = readPage('README.md');

/** The lines that are commands: indented by four blanks, outside of blocks. */
const commands = README.replace(/^```[\s\S]*?^```/gm, '')
  .split('\n')
  .filter((line) => /^ {4}\S/.test(line))
  .map((line) => line.trim());

test('the README has two screens and one picture', () => {
  expect(README.split('\n').length).toBeLessThanOrEqual(125);
  expect(README.match(/!\[[^\]]*\]\((?!https:)/g)).toHaveLength(1);
});

test('the badges are of the repository, the package and the licence in package.json', () => {
  const {repository} = addressOf(packageFile);
  const badges = [...README.matchAll(/^\[!\[[^\]]*\]\((https:[^)]*)\)\]\(([^)]*)\)$/gm)];
  expect(badges.map(([, picture, target]) => [picture, target])).toEqual([
    [`${repository}/actions/workflows/ci.yml/badge.svg`, `${repository}/actions/workflows/ci.yml`],
    [
      `https://img.shields.io/npm/v/${packageFile.name}`,
      `https://www.npmjs.com/package/${packageFile.name}`,
    ],
    [
      `https://img.shields.io/badge/licence-${packageFile.license.replace('-', '--')}-blue`,
      'LICENSE',
    ],
  ]);
});

test('the README begins with the clone of the address in package.json, and asks for npm ci once', () => {
  const {repository} = addressOf(packageFile);
  expect(commands.slice(0, 3)).toEqual([
    `git clone ${repository}`,
    `cd ${repository.split('/').at(-1)}`,
    expect.stringMatching(/^npm ci\b/),
  ]);
  expect(README.match(/npm ci\b/g)).toHaveLength(1);
});

test('a duration stands beside every command of the README that takes time', () => {
  const slow = commands.filter((command) => !/^(git clone|cd) /.test(command));
  expect(slow.length).toBeGreaterThan(4);
  expect(slow.filter((command) => !/ # .*\b(seconds|minutes?)\b/.test(command))).toEqual([]);
});

test('every script that the README runs is in package.json', () => {
  const scripts = [...README.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !(script in packageFile.scripts))).toEqual([]);
});

/** The pages that a page links, by their path in the repository. */
function linkedPages(page: string): string[] {
  const targets = readPage(page).matchAll(/\]\(([^)#\s:]+\.md)/g);
  return [...targets].map(([, target]) => join(dirname(page), target!));
}

test('every page of docs is linked by the README, or by a page that the README links', () => {
  const first = linkedPages('README.md');
  const linked = new Set([...first, ...first.flatMap(linkedPages)]);
  const own = pages().filter((page) => /^docs\/[^/]+\.md$/.test(page));
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((page) => !linked.has(page))).toEqual([]);
});

test('the table of permissions in the README has those that are not optional, with their streams', async () => {
  const rows = tableRows(README, 'Application permission');
  for (const {definition} of await loadStreams()) {
    for (const {name, optional} of definition.permissions) {
      if (optional) continue;
      const [, streams = ''] = rows.find(([cell = '']) => cell.startsWith(`\`${name}\``)) ?? [];
      const told = definition.report ? 'all usage reports' : `\`${definition.name}\``;
      expect([definition.name, name, streams.includes(told)]).toEqual([
        definition.name,
        name,
        true,
      ]);
    }
  }
});

describe('the excerpt of the demo', () => {
  const [excerpt = ''] = codeBlocks(README, '');
  const lines = excerpt.split('\n');

  test('has the commands that the demo runs, in their order', async () => {
    const run = [...readText('demo/main.ts').matchAll(/commands\.(?:run|read)\(\s*'([^']+)'/g)];
    const titles = run.map(([, title]) => title!);
    const shown = lines.slice(0, titles.length);
    expect(titles.length).toBeGreaterThan(5);
    expect(shown.map((line) => line.slice(2, 30).trim())).toEqual(titles);
    const count = (await loadStreams()).length;
    expect(shown[1]).toContain(`${count} of ${count} streams can be read`);
    for (const line of shown.slice(3)) expect(line).toContain(` ${'.'.repeat(count)} `);
  });

  test('has tables with the title and the columns that the demo prints', () => {
    const row = {id: 'a', skuId: 'a', assignedLicenses: [{skuId: 'a'}]};
    const tables: Tables = new Map(
      ['users', 'sign_in_activity', 'subscribed_skus'].map((name) => [name, [row]]),
    );
    const printed = [seats(tables), unusedLicences(tables, 0)] as Table[];
    const shown = printed.filter(({title}) => lines.includes(title));
    expect(shown).not.toEqual([]);
    for (const {title, columns} of shown) {
      const head = lines[lines.indexOf(title) + 2]!.trim().split(/ {2,}/);
      expect(head).toEqual(columns.map((column) => column.title));
    }
  });

  test('has shares that its numbers give', () => {
    const rows = lines.flatMap((line) => {
      const numbers = /(\d+) +(\d+) +(\d+) +(\d+) %$/.exec(line)?.slice(1);
      return numbers ? [numbers.map(Number)] : [];
    });
    expect(rows.length).toBeGreaterThan(2);
    for (const [holders = 0, idle = 0, unknown = 0, share] of rows) {
      expect(Math.round((idle / (holders - unknown)) * 100)).toBe(share);
    }
  });
});
