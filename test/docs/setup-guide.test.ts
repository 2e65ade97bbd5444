import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {loadStreams} from '../../src/streams/load';
import {REPORT_SETTINGS_READ_ALL, permissionsOf} from '../../src/streams/permissions';
import {REPOSITORY, codesIn, readPage, tableRows} from './markdown';

const GUIDE = readPage('docs/setup.md');

/** Names of the permissions that a definition takes, itself first. */
async function accepted(): Promise<Map<string, Set<string>>> {
  const streams = (await loadStreams()).map(({definition}) => definition);
  const names = new Map<string, Set<string>>();
  for (const {name, broader} of [...permissionsOf(streams), REPORT_SETTINGS_READ_ALL]) {
    names.set(name, new Set([...(names.get(name) ?? []), ...broader]));
  }
  return names;
}

test('the table of permissions has all of them, with every broader one', async () => {
  const rows = tableRows(GUIDE, 'Application permission');
  const told = rows.map(([name = '', , , broader = '']) => [
    codesIn(name)[0],
    sorted(codesIn(broader)),
  ]);
  const streams = (await loadStreams()).map(({definition}) => definition.name);
  const isPermission = (code: string): boolean => !streams.includes(code);
  expect(told.map(([name, broader]) => [name, (broader as string[]).filter(isPermission)])).toEqual(
    expect.arrayContaining([...(await accepted())].map(([name, set]) => [name, sorted(set)])),
  );
  expect(told).toHaveLength((await accepted()).size);
});

test('each permission tells the streams that are lost without it', async () => {
  const rows = tableRows(GUIDE, 'Application permission');
  for (const {definition} of await loadStreams()) {
    if (definition.report) continue;
    for (const {name} of definition.permissions) {
      const [, , lost = ''] = rows.find(([cell]) => codesIn(cell!)[0] === name) ?? [];
      expect([name, codesIn(lost)]).toEqual([name, expect.arrayContaining([definition.name])]);
    }
  }
});

/** The codes in the table of the login service's refusals. */
function codesWithMeaning(): string[] {
  const text = readFileSync(join(REPOSITORY, 'src/graph/auth/aadsts-errors.ts'), 'utf8');
  const table = /const AADSTS_ERRORS\b[^]*?\n\];/.exec(text)?.[0] ?? '';
  const lists = [...table.matchAll(/\[\s*((?:\d+,?\s*)+)\],/g)];
  return lists.flatMap(([, list]) => list!.match(/\d+/g) ?? []);
}

test('every code of the login service that has a meaning has a row', () => {
  const messages = tableRows(GUIDE, 'The message says').map(([message]) => message!);
  const told = messages.flatMap((message) => message.match(/(?<=AADSTS)\d+/g) ?? []);
  expect(codesWithMeaning().length).toBeGreaterThan(30);
  expect(codesWithMeaning().filter((code) => !told.includes(code))).toEqual([]);
});

test.each([
  ['src/streams/missing-permissions.ts', 'is missing, which costs: '],
  ['src/streams/missing-permissions.ts', 'The token carries no application permission at all'],
  ['src/streams/missing-permissions.ts', 'is not in the token, but what it is for can be read'],
  ['src/check/excess-permissions.ts', 'is broader than needed here'],
  ['src/check/excess-permissions.ts', 'Granted, but not needed by the connector'],
  ['src/check/unverified-domains.ts', 'Not a verified domain of this tenant'],
  ['src/check/check-connection.ts', 'does not offer'],
  ['src/check/availability.ts', 'could not be verified now'],
  ['src/check/availability.ts', 'need Microsoft Entra ID P1 or P2'],
  ['src/check/concealment.ts', 'names in usage reports are concealed'],
  ['src/config/credentials.ts', 'The client secret'],
  ['src/config/credentials.ts', 'The certificate'],
  ['src/streams/access-denied.ts', ', so this should pass'],
  ['src/streams/access-denied.ts', 'The token lacks the application permission'],
  ['src/read/read.ts', 'this sync would empty the table'],
  ['src/read/read.ts', 'does not offer'],
  ['src/graph/error-resolution.ts', 'did not accept the access token'],
])('what %s says with "%s" has a row', (file, words) => {
  const messages = tableRows(GUIDE, 'The message says').map(([message]) => message!);
  expect(readFileSync(join(REPOSITORY, file), 'utf8')).toContain(words);
  expect(messages.filter((message) => message.includes(words.trim()))).not.toEqual([]);
});

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}
