/** docs/airbyte-registry.md: what Airbyte asks of a connector in its registry, and where that stands. */
import {existsSync} from 'node:fs';
import {CLOUDS} from '../../src/config/clouds';
import {codesIn, readPage, tableRows} from '../docs/markdown';
import {packageFile, pathTo} from './repository';

const CHECKLIST = readPage('docs/airbyte-registry.md');
const PAGE_FOR_AIRBYTE = readPage('docs/microsoft-365.md');

const rows = [...CHECKLIST.matchAll(/^\| (What Airbyte asks[^|]*?) +\|/gm)].flatMap(([, heading]) =>
  tableRows(CHECKLIST, heading!),
);

function isThere(place: string): boolean {
  const [, script] = /^npm (?:run )?([\w:-]+)/.exec(place) ?? [];
  return script ? script in packageFile.scripts : existsSync(pathTo(place));
}

test('every item has one of the states that the page explains', () => {
  const states = tableRows(CHECKLIST, 'State').map(([state]) => state);
  expect(states).toContain('done');
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(([, state]) => !states.includes(state))).toEqual([]);
});

test('what holds an item that is done exists', () => {
  const done = rows.filter(([, state]) => state === 'done');
  const places = done.flatMap(([, , where = '']) => codesIn(where));
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((place) => !isThere(place))).toEqual([]);
});

test("the page for users of Airbyte has Airbyte's headings, in Airbyte's order", () => {
  const headings = [...PAGE_FOR_AIRBYTE.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading!);
  const asked = [
    'Microsoft 365',
    'Prerequisites',
    'Setup guide',
    'Supported sync modes',
    'Supported Streams',
    'Changelog',
  ];
  expect(headings.filter((heading) => asked.includes(heading))).toEqual(asked);
});

test('every cloud is asked over HTTPS', () => {
  const urls = Object.values(CLOUDS).flatMap(({loginUrl, graphUrl}) => [loginUrl, graphUrl]);
  expect(urls.filter((url) => !url.startsWith('https://'))).toEqual([]);
});
