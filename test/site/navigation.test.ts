import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {headingId} from '../../site/anchors';
import {DECISIONS, NAVIGATION, fileOf, routeOf} from '../../site/navigation';
import {sidebar} from '../../site/sidebar';
import {pageSources} from '../../site/stage';
import {loadStreams} from '../../src/streams/load';
import {REPOSITORY, anchors, readPage} from '../docs/markdown';

const entries = NAVIGATION.flatMap((section) => section.entries);

test('every entry of the navigation is a page, and a heading in it', () => {
  const missing = entries.filter(({source}) => {
    if (source === DECISIONS) return false;
    if (!existsSync(join(REPOSITORY, fileOf(source)))) return true;
    const [, anchor] = source.split('#');
    return anchor !== undefined && !anchors(readPage(fileOf(source))).has(anchor);
  });
  expect(missing).toEqual([]);
});

test('every page of docs is in the navigation, but for streams and decisions, which have lists', () => {
  const listed = new Set(entries.map(({source}) => fileOf(source)));
  const others = pageSources(REPOSITORY).filter(
    (source) => !listed.has(source) && !/^docs\/(streams|decisions)\/|^site\//.test(source),
  );
  // Put it into site/navigation.ts, where its readers look for it.
  expect(others).toEqual([]);
});

test('no two pages have one route', () => {
  const routes = pageSources(REPOSITORY).map(routeOf);
  expect(routes).not.toContain(undefined);
  expect(new Set(routes).size).toBe(routes.length);
});

test('the navigation has every stream once', async () => {
  const shown = JSON.stringify(sidebar(readPage('docs/streams.md')));
  const links = [...shown.matchAll(/"link":"\/streams\/(\w+)"/g)].map(([, name]) => name);
  const streams = (await loadStreams()).map(({definition}) => definition.name);
  expect(links.sort()).toEqual(streams.sort());
});

test.each([
  ['1. Who may do this', '1-who-may-do-this'],
  ['`users` and "names"', 'users-and-names'],
  ['sign_in_activity', 'sign_in_activity'],
  ['What Müller & Söhne ask', 'what-müller--söhne-ask'],
  ['A — B', 'a--b'],
])('the heading %s has the anchor %s, as on GitHub', (heading, anchor) => {
  expect(headingId(heading)).toBe(anchor);
});
