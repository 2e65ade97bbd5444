/** What becomes of the messages of a read, whatever way it ends. */
import {mkdirSync} from 'node:fs';
import {sync} from '../connector/sync';
import type {StreamState} from '../connector/arrived-stream';
import type {SyncResult} from '../connector/sync';
import type {Database} from '../database/database';
import {prepareTables, syncIdOf} from '../database/tables';
import {Workplace} from './run-report';
import {
  errorTrace,
  offered,
  record,
  scriptedConnector,
  state,
  status,
  warning,
} from './scripted-connector';
import type {Line} from './scripted-connector';

const TIMES = {synced_at: 'timestamp', _ab_cdc_deleted_at: 'timestamp'};
const TABLES = {
  users: {id: 'varchar', name: 'varchar', ...TIMES},
  licences: {id: 'varchar', name: 'varchar', synced_at: 'timestamp'},
  report: {id: 'varchar', reportRefreshDate: 'date', synced_at: 'timestamp'},
  report_daily: {id: 'varchar', reportDate: 'date', synced_at: 'timestamp'},
};
const STREAMS = [
  offered('users', 'synced_at'),
  offered('licences'),
  offered('report', 'reportRefreshDate'),
  offered('report_daily', 'reportDate'),
  offered('not_used'),
];
const NAMES = Object.keys(TABLES);

let place: Workplace;
let database: Database;
let terminal: string;

beforeEach(async () => {
  place = new Workplace();
  database = await place.database('tables.duckdb');
  await prepareTables(database, TABLES);
  terminal = '';
});
afterEach(() => {
  database.close();
  place.remove();
});

interface Run {
  exitCode?: number;
  states?: StreamState[];
  keepsPartialReads?: boolean;
}

let runs = 0;

async function read(lines: Line[], {exitCode = 0, ...rest}: Run = {}): Promise<SyncResult> {
  runs += 1;
  mkdirSync(place.path(`run-${runs}`));
  return sync({
    database,
    tables: TABLES,
    program: scriptedConnector(place, STREAMS, {lines, exitCode}),
    configFile: 'config.json',
    folder: place.path(`run-${runs}`),
    environment: process.env,
    terminal: {isInteractive: false, write: (text) => (terminal += text)},
    signal: new AbortController().signal,
    now: () => 0,
    states: [],
    keepsPartialReads: true,
    newSyncId: () => `sync-${runs}`,
    ...rest,
  });
}

function completeBut(...others: string[]): Line[] {
  return NAMES.filter((name) => !others.includes(name)).map((name) => status(name, 'COMPLETE'));
}

function stateOf(name: string): StreamState {
  return {stream: {stream_descriptor: {name}}};
}

const AT = {synced_at: '2026-11-28T08:00:00Z'};
const LATER = {synced_at: '2026-11-28T09:00:00Z'};

async function idsOf(table: string): Promise<string> {
  const rows = await database.rows<{id: string}>(`SELECT id FROM ${table} ORDER BY id`);
  return rows.map(({id}) => id).join(' ');
}

test('records become rows of the types of the schema, and times are UTC', async () => {
  await read([
    record('users', {
      id: 'a',
      name: 'Ünö "x"\u2028',
      extra: 1,
      synced_at: '2026-11-28T10:00:00+02:00',
    }),
    record('users', {id: 'b', ...AT}),
    // Another order of members than the connector's.
    `{"record":{"data":{"id":"c"},"stream":"users","emitted_at":1},"type":"RECORD"}`,
    ...completeBut(),
  ]);
  const rows = await database.rows(
    'SELECT id, name, CAST(synced_at AS VARCHAR) AS synced_at FROM users ORDER BY id',
  );
  expect(rows).toEqual([
    {id: 'a', name: 'Ünö "x"\u2028', synced_at: '2026-11-28 08:00:00'},
    {id: 'b', name: null, synced_at: '2026-11-28 08:00:00'},
    {id: 'c', name: null, synced_at: null},
  ]);
  expect(terminal).toContain('  users: 3 rows\n  licences: 0 rows\n');
});

test('only streams that have a table are read', async () => {
  await read([...completeBut()]);
  expect(terminal).toContain('Reading 4 streams');
});

test('a value of another type ends the run and changes no table', async () => {
  await read([record('report', {id: 'a', reportRefreshDate: '2026-11-26'}), ...completeBut()]);
  const wrong = record('report', {id: 'b', reportRefreshDate: 'soon'});
  await expect(read([wrong, ...completeBut()])).rejects.toThrow(/soon/);
  expect(await idsOf('report')).toBe('a');
});

test('a read without states replaces every table; of rows with one id the newest stays', async () => {
  await read([record('users', {id: 'old', ...AT}), ...completeBut()]);
  await read([
    record('users', {id: 'a', name: 'new', ...LATER}),
    record('users', {id: 'a', name: 'old', ...AT}),
    record('users', {id: 'b', name: 'first', ...AT}),
    record('users', {id: 'b', name: 'last', ...AT}),
    ...completeBut(),
  ]);
  expect(await database.rows('SELECT id, name FROM users ORDER BY id')).toEqual([
    {id: 'a', name: 'new'},
    {id: 'b', name: 'last'},
  ]);
});

test('a read with states merges; streams without a cursor are replaced, old snapshots and days go', async () => {
  const first = await read([
    ...['a', 'b', 'gone'].map((id) => record('users', {id, ...AT})),
    record('licences', {id: 'l1', ...AT}),
    record('report', {id: 's1', reportRefreshDate: '2026-11-25'}),
    record('report_daily', {id: 'd-old', reportDate: '2026-10-29'}),
    record('report_daily', {id: 'd-25', reportDate: '2026-11-25'}),
    record('report_daily', {id: 'd-25-left', reportDate: '2026-11-25'}),
    ...NAMES.map((name) => state(name, {at: 1})),
    ...completeBut(),
  ]);
  const named = first.states.map((one) => (one as StreamState).stream.stream_descriptor.name);
  expect(named).toEqual(['users', 'report', 'report_daily']);
  const states = first.states as StreamState[];
  const second = await read(
    [
      record('users', {id: 'b', name: 'changed', ...LATER}),
      record('users', {id: 'gone', _ab_cdc_deleted_at: LATER.synced_at, ...LATER}),
      record('licences', {id: 'l2', ...LATER}),
      record('report', {id: 's2', reportRefreshDate: '2026-11-26'}),
      record('report_daily', {id: 'd-25', reportDate: '2026-11-25'}),
      record('report_daily', {id: 'd-26', reportDate: '2026-11-26'}),
      ...completeBut(),
    ],
    {states},
  );
  expect(JSON.parse(place.text('received-state.json'))).toEqual(states);
  // Nothing newer came, so the former states still hold.
  expect(second.states).toEqual(states);
  const names = await database.rows(
    'SELECT id, name FROM users WHERE _ab_cdc_deleted_at IS NULL ORDER BY id',
  );
  expect(names).toEqual([
    {id: 'a', name: null},
    {id: 'b', name: 'changed'},
  ]);
  expect(await idsOf('licences')).toBe('l2');
  expect(await idsOf('report')).toBe('s2');
  expect(await idsOf('report_daily')).toBe('d-25 d-26');
  await read([...completeBut()], {states});
  // Who was deleted in the sync before is no row any more.
  expect(await idsOf('users')).toBe('a b');
});

test('a stream that begins anew replaces its table, though it had a state', async () => {
  await read([record('users', {id: 'stale', ...AT}), ...completeBut()]);
  await read(
    [
      warning('users: all are read again. Some stay until a refresh with "remove records".'),
      record('users', {id: 'a', ...LATER}),
      ...completeBut(),
    ],
    {states: [stateOf('users'), stateOf('report')]},
  );
  expect(await idsOf('users')).toBe('a');
});

test('a stream that may not be read is empty, has no state, and says why in the connector’s words', async () => {
  await read([record('users', {id: 'a', ...AT}), ...completeBut()]);
  const denied = 'users: Microsoft Graph refused access: 403.';
  const result = await read(
    [
      record('users', {id: 'b', ...LATER}),
      state('users', {at: 2}),
      warning(denied),
      status('users', 'INCOMPLETE'),
      ...completeBut('users'),
    ],
    {states: [stateOf('users')]},
  );
  expect(result.failure).toBeUndefined();
  expect(result.leftOut).toEqual([{stream: 'users', message: denied}]);
  expect(result.states).toEqual([]);
  expect(await idsOf('users')).toBe('');
});

test('an error that trying again does not heal costs its stream alone', async () => {
  const result = await read(
    [
      status('report', 'INCOMPLETE'),
      ...completeBut('report'),
      errorTrace('No.', 'config_error', 'report'),
    ],
    {exitCode: 1},
  );
  expect(result.failure).toBeUndefined();
  expect(result.leftOut).toEqual([{stream: 'report', message: 'No.'}]);
});

test('one warning about several streams is the reason of each', async () => {
  const text = 'report, report_daily: Microsoft does not offer this data in the cloud china.';
  const ended = ['report', 'report_daily'].map((name) => status(name, 'INCOMPLETE'));
  const result = await read([...ended, ...completeBut('report', 'report_daily'), warning(text)]);
  expect(result.leftOut.map(({message}) => message)).toEqual([text, text]);
});

test('after a failure that passes, the next read goes on, and streams that are read whole stay', async () => {
  await read([
    record('users', {id: 'a', ...AT}),
    record('licences', {id: 'l1', ...AT}),
    ...completeBut(),
  ]);
  const failed = await read(
    [
      record('users', {id: 'b', ...LATER}),
      state('users', {at: 2}),
      record('licences', {id: 'l2', ...LATER}),
      status('users', 'INCOMPLETE'),
      errorTrace('The service is busy.', 'transient_error', 'users'),
    ],
    {exitCode: 1, states: [stateOf('users')]},
  );
  expect(failed.failure?.message).toBe('The service is busy. Run the same command again.');
  expect(failed.states).toEqual([
    {type: 'STREAM', stream: {stream_descriptor: {name: 'users'}, stream_state: {at: 2}}},
  ]);
  expect(await idsOf('users')).toBe('a b');
  expect(await idsOf('licences')).toBe('l1');
});

test('a stream that began anew and failed has no state of before', async () => {
  const failed = await read(
    [
      warning('users: starting over. A refresh with "remove records" removes them.'),
      warning('users: rows stay until a refresh with "remove records".'),
      record('users', {id: 'b', ...LATER}),
      errorTrace('The service is busy.', 'transient_error', 'users'),
    ],
    {exitCode: 1, states: [stateOf('users')]},
  );
  expect(failed.states).toEqual([]);
});

test('where nothing is kept, a failure changes no table', async () => {
  await read([record('users', {id: 'a', ...AT}), ...completeBut()]);
  const id = await syncIdOf(database);
  const lines = [record('users', {id: 'b', ...LATER}), errorTrace('Refused.', 'config_error')];
  const failing = read(lines, {exitCode: 1, keepsPartialReads: false});
  await expect(failing).rejects.toThrow(/^Refused\.$/);
  expect([await idsOf('users'), await syncIdOf(database)]).toEqual(['a', id]);
  const left = await database.rows(
    "SELECT 1 FROM duckdb_tables() WHERE table_name LIKE '%arrivals'",
  );
  expect(left).toEqual([]);
});

test.each([
  {title: 'a connector that dies', lines: [], exitCode: 3, reason: /ended with 3/},
  {title: 'a line that is no message', lines: ['Oops'], exitCode: 0, reason: /not a message: Oops/},
])('$title ends the run with a reason', async ({lines, exitCode, reason}) => {
  const run = read(lines, {exitCode, keepsPartialReads: false});
  await expect(run).rejects.toThrow(reason);
});

test('records of more than a file, and one of many megabytes, all arrive', async () => {
  const name = 'x'.repeat(12_000_000);
  const many = [...Array(6).keys()].map((at) => record('users', {id: `${at}`, name, ...AT}));
  await read([...many, ...completeBut()]);
  const [sum] = await database.rows('SELECT CAST(sum(length(name)) AS DOUBLE) AS sum FROM users');
  expect(sum).toEqual({sum: 6 * name.length});
});

test('a file that holds other tables is left alone', async () => {
  const other = await place.database('other.duckdb');
  await other.run('CREATE TABLE users (id INTEGER)');
  await expect(prepareTables(other, TABLES)).rejects.toThrow(/not of a report/);
  other.close();
});
