import {endsWithAny, equalsAny, listUrl, not, since, startsWithAny} from '../../src/graph/query';
import type {ListQuery} from '../../src/graph/query';

const BASE = 'https://graph.microsoft.com/v1.0';

describe('the first URL of a list', () => {
  test.each<[ListQuery, string]>([
    [{}, '/users'],
    [{select: ['id', 'mail']}, '/users?$select=id,mail'],
    [{top: 999}, '/users?$top=999'],
    [{select: ['id'], deltaToken: 'latest'}, '/users?$select=id&$deltatoken=latest'],
    [{select: ['id'], top: 5}, '/users?$select=id&$top=5'],
    [{expand: 'manager($select=id)'}, '/users?$expand=manager($select=id)'],
    [
      {select: ['id'], expand: 'manager', filter: 'a', isPlain: true, top: 1},
      '/users?$select=id&$expand=manager&$filter=a&$top=1',
    ],
    [{filter: 'a eq 1'}, '/users?$filter=a%20eq%201&$count=true'],
    [{select: ['id'], filter: 'a', top: 1}, '/users?$select=id&$filter=a&$count=true&$top=1'],
    [{select: undefined, filter: undefined, top: undefined}, '/users'],
  ])('%j', (query, expected) => {
    expect(listUrl(BASE, '/users', query)).toBe(`${BASE}${expected}`);
  });

  test.each([
    ["x#y&z=1+2?%/,:'é 🔑", "x%23y%26z%3D1%2B2%3F%25/,%3A'%C3%A9%20%F0%9F%94%91"],
    ['(a or b)', '(a%20or%20b)'],
  ])('the filter %j cannot break out of it', (filter, encoded) => {
    const url = listUrl(BASE, '/users', {filter});
    expect(url).toBe(`${BASE}/users?$filter=${encoded}&$count=true`);
    expect(new URL(url).searchParams.get('$filter')).toBe(filter);
    expect(new URL(url).hash).toBe('');
  });
});

describe('filters', () => {
  test('of beginnings, and of everything else', () => {
    const begins = startsWithAny('mail', ['a', "'"]);
    expect(begins).toBe("startsWith(mail,'a') or startsWith(mail,'''')");
    expect(not(begins)).toBe(`not(${begins})`);
  });

  test.each([
    [['@a.com'], "endsWith(mail,'@a.com')"],
    [['@a.com', '@b.com'], "endsWith(mail,'@a.com') or endsWith(mail,'@b.com')"],
    [["@o'neil.com"], "endsWith(mail,'@o''neil.com')"],
    [["''"], "endsWith(mail,'''''')"],
  ])('endings %j', (endings, expected) => {
    expect(endsWithAny('mail', endings)).toBe(expected);
  });

  test.each([
    [['a'], "id eq 'a'"],
    [['a', 'b', 'c'], "id eq 'a' or id eq 'b' or id eq 'c'"],
    [["o'neil"], "id eq 'o''neil'"],
  ])('one of %j', (values, expected) => {
    expect(equalsAny('id', values)).toBe(expected);
  });

  test.each([
    [Date.UTC(2026, 2, 1, 12, 0, 0, 0), 'created ge 2026-03-01T12:00:00Z'],
    [Date.UTC(2026, 2, 1, 12, 0, 0, 999), 'created ge 2026-03-01T12:00:00Z'],
  ])('since %d', (time, expected) => {
    expect(since('created', time)).toBe(expected);
  });
});
