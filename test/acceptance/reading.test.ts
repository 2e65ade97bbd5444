/**
 * CAT's TestConnection, TestBasicRead, TestFullRefresh and TestIncremental, see docs/acceptance.md.
 * Only this file uses the port of the simulated tenant, so its tests share one process of jest.
 */
import type {AirbyteStream} from '../../src/airbyte/messages';
import type {Result} from '../support/messages';
import {entriesOf, readAcceptanceConfig, readJson, readJsonLines} from './acceptance-config';
import {loadConfig, configureFrom} from './configured-catalog';
import type {ConfiguredStream} from './configured-catalog';
import {
  badKeys,
  cursorValuesIn,
  keyOf,
  keysOf,
  nameOf,
  outlineOf,
  recordsOf,
  schemaErrors,
  statesOf,
  withoutArrival,
} from './record-rules';
import type {AirbyteRecord} from './record-rules';
import {Runs} from './runs';
import type {State} from './runs';
import {useResident} from '../support/use-resident';

useResident();

const {connection, ...suites} = readAcceptanceConfig().acceptance_tests;

const CONNECTION_STATUS = {succeed: 'SUCCEEDED', failed: 'FAILED'} as const;

let runs: Runs;

/** A tenant of its own for each suite, so that none finds what another changed. */
function openRuns(): void {
  beforeAll(async () => {
    runs = await Runs.open();
  });
  afterAll(() => runs.close());
}

function expectWell(result: Result): void {
  expect([result.errors, result.exitCode]).toEqual([[], 0]);
}

describe('check', () => {
  openRuns();

  test.each(entriesOf(connection))(
    'with $config_path answers once: $status',
    async ({config_path: path, status}) => {
      const result = await runs.check(path);
      // Of CAT's third status, an exception, there is no case: what users can mend is an answer.
      expect(result.status.status).toBe(
        CONNECTION_STATUS[status as keyof typeof CONNECTION_STATUS],
      );
      expectWell(result);
    },
  );
});

describe.each(entriesOf(suites.basic_read))('a read of every stream with $config_path', (entry) => {
  let streams: AirbyteStream[];
  let configured: ConfiguredStream[];
  let result: Result;

  openRuns();
  beforeAll(async () => {
    streams = await runs.discover(entry.config_path);
    const empty = new Set(entry.empty_streams?.map(({name}) => name));
    configured = loadConfig(streams, 'full_refresh').filter(({stream}) => !empty.has(stream.name));
    result = await runs.read(entry.config_path, configured);
    expectWell(result);
  });

  test('gives records of every stream', () => {
    const read = new Set(recordsOf(result).map(({stream}) => stream));
    expect(configured.map(nameOf).filter((name) => !read.has(name))).toEqual([]);
  });

  test('gives records that fit their schemas, with no column that a schema does not name', () => {
    expect(schemaErrors(result, configured)).toEqual([]);
  });

  test('gives every record a primary key that is neither null nor a list nor an object', () => {
    for (const stream of configured) expect(badKeys(stream, result)).toEqual([]);
  });

  test('gives the expected records, whole', () => {
    const expected = readJsonLines(entry.expect_records!.path!) as AirbyteRecord[];
    for (const {stream, data} of expected) {
      const owner = configured.find((other) => nameOf(other) === stream)!;
      const key = keyOf(owner, data);
      const actual = result.records(stream).find((row) => keyOf(owner, row) === key);
      expect(withoutArrival(actual ?? {})).toEqual(withoutArrival(data));
    }
  });

  test('says of every stream STARTED, RUNNING and COMPLETE, in this order', () => {
    for (const name of configured.map(nameOf)) {
      expect([name, result.statuses(name)]).toEqual([name, ['STARTED', 'RUNNING', 'COMPLETE']]);
    }
  });

  test('gives a STATE of its own for every stream, with the count of its records', () => {
    const states = statesOf(result);
    const named = new Set(states.map(({stream}) => stream.stream_descriptor.name));
    expect(configured.map(nameOf).filter((name) => !named.has(name))).toEqual([]);
    expect(new Set(states.map(({type}) => type))).toEqual(new Set(['STREAM']));
    const counted = states.map(({sourceStats}) => sourceStats.recordCount);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(recordsOf(result).length);
  });

  test('ends with an ERROR trace when the catalog asks for what there is not', async () => {
    const unknown = {name: '__AIRBYTE__stream_that_does_not_exist', json_schema: {}};
    const broken = {stream: unknown, sync_mode: 'INVALID', destination_sync_mode: 'INVALID'};
    const failed = await runs.read(entry.config_path, [broken as unknown as ConfiguredStream]);
    expect([failed.exitCode, failed.failures]).toEqual([1, [['config_error', undefined]]]);
  });
});

describe.each(entriesOf(suites.full_refresh))('two full reads with $config_path', (entry) => {
  let configured: ConfiguredStream[];
  let reads: [Result, Result];

  openRuns();
  beforeAll(async () => {
    const {config_path: config, configured_catalog_path: catalog} = entry;
    configured = configureFrom(catalog, await runs.discover(config), 'full_refresh');
    reads = [await runs.read(config, configured), await runs.read(config, configured)];
    reads.forEach(expectWell);
  });

  test('have the same records: the second misses none of the first', () => {
    for (const stream of configured) {
      const [first, second] = reads.map((read) => keysOf(stream, read));
      expect([...first!].filter((key) => !second!.has(key))).toEqual([]);
      expect(first!.size).toBeGreaterThan(0);
    }
  });

  test('have other times: every record of the second was emitted later', () => {
    const [first, second] = reads.map((read) => recordsOf(read).map((record) => record.emitted_at));
    expect(Math.min(...second!)).toBeGreaterThan(Math.max(...first!));
  });
});

/** The states of a stream, in order. */
function statesIn(result: Result, stream: ConfiguredStream): State[] {
  return result.states(nameOf(stream)).map(({state}) => state);
}

/** Primary keys of the records of a stream that were written behind a state of it. */
function keysBehind({messages}: Result, stream: ConfiguredStream, state: State): string[] {
  const place = messages.findIndex((message) => 'state' in message && message.state === state);
  return messages
    .slice(place)
    .flatMap((message) => (message.type === 'RECORD' ? [message.record] : []))
    .filter((record) => record.stream === nameOf(stream))
    .map(({data}) => keyOf(stream, data));
}

const INCREMENTAL = entriesOf(suites.incremental).map((entry) => ({
  ...entry,
  what: entry.configured_catalog_path ?? 'every stream',
}));

describe.each(INCREMENTAL)('incremental reads of $what', (entry) => {
  const {config_path: config, configured_catalog_path: catalog} = entry;
  const {future_state_path: future} = entry.future_state ?? {};
  let configured: ConfiguredStream[];
  let first: Result;

  openRuns();
  beforeAll(async () => {
    configured = configureFrom(catalog, await runs.discover(config), 'incremental');
    first = await runs.read(config, configured);
    expectWell(first);
  });

  async function readFrom(states: unknown[], streams = configured): Promise<Result> {
    const result = await runs.read(config, streams, states);
    expectWell(result);
    return result;
  }

  /** Reads the streams that have a state of this number from there. */
  async function goOnFrom(number: number): Promise<void> {
    const states = new Map(configured.map((stream) => [stream, statesIn(first, stream)[number]]));
    const streams = configured.filter((stream) => states.get(stream));
    const result = await readFrom([...states.values()].filter(Boolean), streams);
    for (const stream of streams) {
      const read = keysOf(stream, result);
      const owed = keysBehind(first, stream, states.get(stream)!);
      expect([nameOf(stream), owed.filter((key) => !read.has(key))]).toEqual([nameOf(stream), []]);
    }
  }

  async function goOnFromEveryCheckpoint(): Promise<void> {
    const counts = configured.map((stream) => statesIn(first, stream).length);
    expect(Math.max(...counts)).toBeGreaterThan(4);
    for (let number = 0; number < Math.max(...counts); number++) await goOnFrom(number);
  }

  if (!entry.skip_comprehensive_incremental_tests) {
    test('go on from every checkpoint: no record behind it is missing', goOnFromEveryCheckpoint);
  }

  test('differ: the second leaves out what the first has given', async () => {
    const second = await readFrom(configured.map((stream) => statesIn(first, stream).at(-1)!));
    const [before, after] = [first, second].map((read) => recordsOf(read).length);
    expect(before).toBeGreaterThan(0);
    expect(after).toBeLessThan(before! / 2);
  });

  async function readsNothingFromTheFuture(): Promise<void> {
    const states = readJson(future!) as State[];
    const result = await readFrom(states);
    expect(recordsOf(result)).toEqual([]);
    for (const {stream} of configured) {
      const cursor = stream.default_cursor_field![0]!;
      const given = states.find((state) => state.stream.stream_descriptor.name === stream.name);
      const [wanted] = cursorValuesIn(given, cursor);
      const [saved] = cursorValuesIn(result.lastState(stream.name), cursor);
      expect([typeof wanted, typeof saved]).toEqual(['string', 'string']);
      expect([stream.name, outlineOf(saved)]).toEqual([stream.name, outlineOf(wanted)]);
    }
  }

  if (future !== undefined) {
    test(
      'from a state of the future give no record, and a state like it',
      readsNothingFromTheFuture,
    );
  }
});
