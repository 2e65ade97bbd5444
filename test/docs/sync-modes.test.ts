import {loadStreams} from '../../src/streams/load';
import type {StreamDefinition} from '../../src/streams/stream';
import {codesIn, readPage, tableRows} from './markdown';

/** The row of a table that names the stream, or the kind of usage report that it is. */
function rowOf(rows: string[][], {name, report, cursor}: StreamDefinition): string[] | undefined {
  const kind = cursor.kind === 'daily_slices' ? /`_daily`/ : /usage reports$/;
  return rows.find(([streams = '']) =>
    report ? kind.test(streams) : codesIn(streams).includes(name),
  );
}

test('the page of sync modes says which streams are read incrementally, and which tell deletions', async () => {
  const rows = tableRows(readPage('docs/sync-modes.md'), 'Streams');
  for (const {definition} of await loadStreams()) {
    const {name, cursor} = definition;
    const [, incremental, deletions] = rowOf(rows, definition) ?? [];
    expect([name, incremental]).toEqual([name, expect.any(String)]);
    const hasDeletions = cursor.kind === 'delta_link' || cursor.kind === 'change_detection';
    expect([name, incremental !== 'not offered', deletions === 'yes']).toEqual([
      name,
      cursor.isIncremental,
      hasDeletions,
    ]);
  }
});

test('the page for users of Airbyte has every stream with its cursor, and counts the usage reports', async () => {
  const rows = tableRows(readPage('docs/microsoft-365.md'), 'Stream');
  const definitions = (await loadStreams()).map(({definition}) => definition);
  const daily = definitions.filter(({cursor}) => cursor.kind === 'daily_slices');
  const reports = definitions.filter(({report}) => report).length - daily.length;
  for (const definition of definitions) {
    const {name, cursor} = definition;
    const [, , field] = rowOf(rows, definition) ?? [];
    expect([name, field]).toEqual([name, cursor.isIncremental ? `\`${cursor.field}\`` : 'none']);
  }
  const told = rows.map(([stream]) => stream);
  expect(told).toContain(`${reports} usage reports`);
  expect(told).toContain(`${daily.length} of them with \`_daily\``);
});
