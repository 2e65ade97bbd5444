/**
 * What every stream must do, held against the recorded answers in test_files/graph. A new stream
 * is tested by its recordings alone.
 */
import nock from 'nock';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {selectOf} from '../../src/streams/request-url';
import {recordedStreams, recordingsOf} from './recordings';
import type {RecordedAnswer} from './recordings';
import {Replay, TOKEN} from './replay';
import {SECRET, readOne} from './run-source';
import type {ReadOptions, SourceRun} from './run-source';
import {schemaProblems, undeclaredFields, validatorOf} from './schema-rules';

let streams: Map<string, Stream>;

beforeAll(async () => {
  nock.disableNetConnect();
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

function withoutStamp({synced_at: _, ...row}: Record<string, unknown>): Record<string, unknown> {
  return '_ab_cdc_deleted_at' in row && row['_ab_cdc_deleted_at'] !== null
    ? {...row, _ab_cdc_deleted_at: 'then'}
    : row;
}

test('every stream has recordings, and all recordings are of a stream', () => {
  expect(recordedStreams()).toEqual([...streams.keys()]);
});

test('longer lists of fields than Graph can repeat in its links are asked for by no stream', () => {
  for (const {definition, schema} of streams.values()) {
    const names = selectOf(definition, schema) ?? [];
    expect([definition.name, names.length <= 25, names.join().length < 500]).toEqual([
      definition.name,
      true,
      true,
    ]);
  }
});

function expectRequests(replay: Replay, answers: RecordedAnswer[]): void {
  expect(replay.requests.map(({url}) => decodeURIComponent(url))).toEqual(
    answers.map(({request}) => request),
  );
  expect(replay.unused).toEqual([]);
  for (const [index, {url, headers}] of replay.requests.entries()) {
    const isGraph = url.startsWith('/');
    expect(headers['authorization']).toBe(isGraph ? `Bearer ${TOKEN}` : undefined);
    expect(headers).toMatchObject(answers[index]?.headers ?? {});
  }
}

function expectComplete(run: SourceRun): void {
  expect(run.errors).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(run.statuses).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  expect(run.states.length).toBeGreaterThan(0);
}

function expectFailed(run: SourceRun, failureType: string): void {
  expect(run.errors.map(({failure_type: type}) => type)).toEqual([failureType]);
  expect(run.exitCode).toBe(1);
  expect(run.statuses.at(-1)).toBe('INCOMPLETE');
}

describe.each(recordedStreams())('%s', (name) => {
  const recordings = recordingsOf(name);
  const {full, incremental, domains, concealed, settings} = recordings;
  const stream = (): Stream => streams.get(name)!;
  const read = (options: ReadOptions = {}): Promise<SourceRun> =>
    readOne(name, {...options, settings: {...settings, ...options.settings}});

  test('describes every field with its type, and is keyed by id', () => {
    expect(schemaProblems(stream().schema)).toEqual([]);
    expect(stream().definition.primaryKey).toEqual(['id']);
    expect(Object.isFrozen(stream().definition)).toBe(true);
  });

  test('asks as recorded and gives the recorded rows', async () => {
    const replay = new Replay(full.answers);
    const run = await read();
    expectComplete(run);
    expect(run.records.map(withoutStamp)).toEqual(full.records);
    expectRequests(replay, full.answers);
  });

  test('gives whole rows that fit the schema and have an id of their own', async () => {
    new Replay(full.answers);
    const {records} = await read();
    const validate = validatorOf(stream().schema);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(validate(record)).toBe(null);
      expect(Object.keys(record).sort()).toEqual(Object.keys(stream().schema.properties).sort());
      expect(undeclaredFields(stream().schema, record)).toEqual([]);
    }
    expect(new Set(records.map(({id}) => id)).size).toBe(records.length);
  });

  test('follows the pages, if it has any', () => {
    const isPaged = stream().definition.pageSizes.length > 0;
    expect(JSON.stringify(full.answers).includes('@odata.nextLink')).toBe(isPaged);
  });

  test('waits as long as Graph asks it to, and then goes on', async () => {
    const body = {error: {code: 'TooManyRequests'}};
    const limited = {request: full.answers[0]!.request, status: 429, body};
    const replay = new Replay([limited, ...full.answers]);
    const run = await read();
    expectComplete(run);
    expect(run.waits).toEqual([2_128]);
    expect(run.records.map(withoutStamp)).toEqual(full.records);
    expectRequests(replay, [limited, ...full.answers]);
  });

  test('names its permissions when Graph refuses it, and delivers nothing', async () => {
    const body = {error: {code: 'Authorization_RequestDenied', message: 'Insufficient privileges'}};
    const refused = {request: full.answers[0]!.request, status: 403, body};
    const replay = new Replay([refused], {roles: []});
    const run = await read();
    expectFailed(run, 'config_error');
    expect(replay.requests).toHaveLength(1);
    for (const permission of stream().definition.permissions) {
      expect(run.errors[0]?.message).toContain(permission.name);
    }
    expect(run.records).toEqual([]);
    expect(run.states).toEqual([]);
  });

  test('asks three times when Graph refuses what its token carries, and fails for now', async () => {
    const body = {error: {code: 'Authorization_RequestDenied', message: 'Insufficient privileges'}};
    const refused = {request: full.answers[0]!.request, status: 403, body};
    const replay = new Replay([refused], {repeat: true});
    const run = await read();
    expectFailed(run, 'transient_error');
    expect(replay.requests).toHaveLength(3);
    for (const permission of stream().definition.permissions) {
      expect(run.errors[0]?.message).toContain(permission.name);
    }
    expect(run.records).toEqual([]);
    expect(run.states).toEqual([]);
  });

  test('takes an answer without rows in it for an error, not for no rows', async () => {
    new Replay([{request: full.answers[0]!.request, body: {}}], {repeat: true});
    const run = await read();
    expectFailed(run, stream().definition.report ? 'transient_error' : 'system_error');
    expect(run.states).toEqual([]);
  });

  test('goes on from its own state, and asks only for what it needs then', async () => {
    let state: SourceRun['states'][number] | undefined;
    for (const {answers, records} of incremental) {
      const replay = new Replay(answers);
      const run: SourceRun = await read({syncMode: 'incremental', state});
      expectComplete(run);
      expect(run.records.map(withoutStamp)).toEqual(records);
      expectRequests(replay, answers);
      state = run.states.at(-1);
      nock.cleanAll();
    }
    expect(incremental.length).toBeGreaterThan(1);
  });

  test('keeps to the configured domains, or says why it does not', async () => {
    const {domainFilter} = stream().definition;
    if (domainFilter.kind === 'tenant_wide') {
      expect(domainFilter.because).toMatch(/\w+ \w+/);
      new Replay(full.answers);
      const run = await read({settings: {domains: ['fabrikam.com']}});
      expect(run.records.map(withoutStamp)).toEqual(full.records);
      return;
    }
    const replay = new Replay(domains!.answers);
    const run = await read({settings: {domains: domains!.domains}});
    expectComplete(run);
    expect(run.records.map(withoutStamp)).toEqual(domains!.records);
    expectRequests(replay, domains!.answers);
  });

  test('marks concealed names, and refuses them where it would have to match them with domains', async () => {
    const isReport = stream().definition.report !== undefined;
    expect(concealed !== undefined).toBe(isReport);
    if (!concealed) return;
    new Replay(concealed.answers);
    const everyone = await read();
    expectComplete(everyone);
    expect(everyone.records.map(withoutStamp)).toEqual(concealed.records);
    expect(everyone.records.every((record) => record['names_concealed'] === true)).toBe(true);
    nock.cleanAll();
    new Replay(concealed.answers);
    const run = await read({settings: {domains: ['contoso.com']}});
    if (stream().definition.domainFilter.kind === 'tenant_wide') {
      expect(run.records.map(withoutStamp)).toEqual(concealed.records);
      return;
    }
    expectFailed(run, 'config_error');
    expect(run.errors[0]?.message).toContain('Display concealed user, group, and site names');
    expect(run.records).toEqual([]);
    expect(run.states).toEqual([]);
  });

  test('says no secret and no token in any line', async () => {
    const echo = {error: {code: 'Denied', message: `${SECRET} ${TOKEN}`}};
    new Replay([{request: full.answers[0]!.request, status: 403, body: echo}], {repeat: true});
    const {lines} = await read();
    const text = lines.join('\n');
    expect(text).toContain('****');
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(JSON.stringify(SECRET).slice(1, -1));
  });
});
