import {dailyStreamOf} from '../../src/streams/define-report';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {reportStream} from '../support/fake-reports';

let streams: Stream[];
beforeAll(async () => {
  streams = await loadStreams();
});

test('streams come sorted by name, each name once', () => {
  const names = streams.map(({definition}) => definition.name);
  expect(names).toEqual([...new Set(names)].sort());
});

test('a stream has daily slices exactly where its report takes a date', () => {
  const isDaily = ({definition}: Stream): boolean => definition.cursor.kind === 'daily_slices';
  const snapshots = streams.filter(
    (stream) => stream.definition.report?.takes === 'period or date' && !isDaily(stream),
  );
  expect(snapshots.length).toBeGreaterThan(0);
  expect(streams.filter(isDaily).map(({definition}) => definition.name)).toEqual(
    snapshots.map(({definition}) => `${definition.name}_daily`),
  );
});

test('the daily slices of a report differ from its snapshot in name and cursor', () => {
  const snapshot = reportStream();
  const daily = dailyStreamOf(snapshot)!;
  expect(daily.definition).toEqual({
    ...snapshot.definition,
    name: 'mails_daily',
    cursor: {kind: 'daily_slices', isIncremental: true, field: 'reportDate'},
  });
  expect(Object.isFrozen(daily.definition)).toBe(true);
});

test('the schema of daily slices has the day behind the id', () => {
  const {schema} = reportStream();
  const titled = {...schema, title: 'Mails', description: 'One row for each user.'};
  const daily = dailyStreamOf({...reportStream(), schema: titled})!.schema;
  expect([daily['title'], daily['description']]).toEqual([
    'Mails, by day',
    'One row for each user. One slice for each day.',
  ]);
  const [id, ...fields] = Object.keys(schema.properties);
  expect(Object.keys(daily.properties)).toEqual([id, 'reportDate', ...fields]);
});

test('a cursor names a field that the schema has', () => {
  for (const {definition, schema} of streams) {
    const {cursor} = definition;
    if (cursor.isIncremental) expect(schema.properties).toHaveProperty(cursor.field);
  }
});
