import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {codesIn, readPage, tableRows} from './markdown';

/** Fields that say who somebody is. */
const IDENTIFYING =
  /^(id|userId|employeeId|onPremisesImmutableId|mail|givenName|surname|siteUrl)$|^(user|owner)?principalName$|^(user|owner)?displayName$/i;

const rows = tableRows(readPage('docs/security.md'), 'Stream');

function rowOf({definition}: Stream): string[] | undefined {
  return rows.find(([streams]) => codesIn(streams!).includes(definition.name));
}

function isOfUsers({definition}: Stream): boolean {
  return definition.domainFilter.kind !== 'tenant_wide';
}

test('docs/security.md names every stream but the daily ones', async () => {
  const unnamed = (await loadStreams()).filter(
    (stream) => stream.definition.cursor.kind !== 'daily_slices' && !rowOf(stream),
  );
  expect(unnamed.map(({definition}) => definition.name)).toEqual([]);
});

test('docs/security.md names every field that identifies a person, and no other', async () => {
  for (const stream of (await loadStreams()).filter(isOfUsers)) {
    const row = rowOf(stream);
    if (!row) continue;
    const {name} = stream.definition;
    const fields = Object.keys(stream.schema.properties).filter((field) => IDENTIFYING.test(field));
    expect([name, codesIn(row[1]!).sort()]).toEqual([name, fields.sort()]);
  }
});
