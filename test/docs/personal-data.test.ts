import {loadStreams} from '../../src/streams/load';
import type {Row, Stream} from '../../src/streams/stream';
import {codesIn, readPage, tableRows} from './markdown';

/** Fields that say who somebody is. */
const IDENTIFYING =
  /^(userId|employeeId|onPremisesImmutableId|mail|givenName|surname|siteUrl)$|^(user|owner)?principalName$|^(user|owner)?displayName$/i;

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

test('docs/security.md names every field that tells of a person, and no other', async () => {
  for (const stream of await loadStreams()) {
    const row = rowOf(stream);
    if (!row || stream.definition.cursor.kind === 'daily_slices') continue;
    const {name} = stream.definition;
    const told = [...codesIn(row[1]!), ...codesIn(row[2]!)].sort();
    expect([name, told]).toEqual([name, personalPathsIn(stream.schema.properties).sort()]);
    const identifying = Object.keys(stream.schema.properties).filter(
      (field) => IDENTIFYING.test(field) && isOfUsers(stream),
    );
    expect([name, told]).toEqual([name, expect.arrayContaining(identifying)]);
  }
});

function personalPathsIn(properties: Record<string, Row>, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([field, {'x-personal': kind, ...schema}]) => {
    const items = schema['items'] as Row | undefined;
    const inner = (schema['properties'] ?? items?.['properties'] ?? {}) as Record<string, Row>;
    const path = `${prefix}${field}`;
    const isTold = kind !== 'none';
    return [
      ...(isTold ? [path] : []),
      ...personalPathsIn(inner, items ? `${path}[].` : `${path}.`),
    ];
  });
}
