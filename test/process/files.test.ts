import type {Tenant} from '../../tenant/tenant';
import {ALL_STREAMS, catalogOf} from '../support/connection';
import {Connector} from '../support/connector';
import type {Files} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const CATALOG = catalogOf('incremental');

let tenant: Tenant;
let connector: Connector;

beforeAll(async () => {
  tenant = await openTenant({users: 30});
  connector = new Connector(tenant);
});

function read(files: Files, suffix?: string): Promise<Result> {
  const all = {config: tenant.settings(), catalog: CATALOG, ...files};
  return connector.run(['read'], {files: all, ...(suffix && {suffix})});
}

function streamEntry(change: object): object {
  return {
    stream: {name: 'users', json_schema: {}},
    sync_mode: 'incremental',
    destination_sync_mode: 'append',
    ...change,
  };
}

function catalogWith(change: object): object {
  return {streams: [streamEntry(change)]};
}

function expectWholeRead(result: Result): void {
  expect([result.exitCode, result.errors]).toEqual([0, []]);
  expect(result.records('users').filter((row) => row['displayName']).length).toBe(30);
}

describe('a file that cannot be used ends the read with one config_error:', () => {
  const stateOf = (state: object): object[] => [
    {type: 'STREAM', stream: {stream_descriptor: {name: 'users'}, stream_state: {}, ...state}},
  ];
  const CASES: [title: string, files: () => Files, expected: RegExp][] = [
    ['malformed settings', () => ({config: '{"tenant_id": '}), /settings file .* not valid JSON/],
    [
      'wrong settings',
      () => ({config: tenant.settings({domains: []})}),
      /domains is an empty list/,
    ],
    ['a malformed catalog', () => ({catalog: '{"streams": [}'}), /catalog file .* not valid JSON/],
    ['an empty catalog file', () => ({catalog: ''}), /catalog/],
    ['a catalog without streams', () => ({catalog: {}}), /no list "streams"/],
    ['the catalog of discover', () => ({catalog: {streams: [{name: 'users'}]}}), /streams\[0\]/],
    [
      'an invalid sync_mode',
      () => ({catalog: catalogWith({sync_mode: 'delta'})}),
      /streams\[0\]\.sync_mode is "delta" but must be one of: full_refresh, incremental/,
    ],
    [
      'no destination_sync_mode',
      () => ({catalog: catalogWith({destination_sync_mode: undefined})}),
      /streams\[0\]\.destination_sync_mode .* must be one of/,
    ],
    [
      'a stream that stands twice',
      () => ({catalog: {streams: [streamEntry({}), streamEntry({})]}}),
      /streams\[1\] repeats the stream "users"/,
    ],
    ['a malformed state', () => ({state: '[{"type":'}), /state file .* not valid JSON/],
    ['a state that is a text', () => ({state: '"x"'}), /state file .* not a list/],
    [
      'a LEGACY state',
      () => ({state: [{type: 'LEGACY', data: {users: {}}}]}),
      /\[0\] is a state of type "LEGACY"/,
    ],
    [
      'a GLOBAL state',
      () => ({state: [{type: 'GLOBAL', global: {stream_states: []}}]}),
      /\[0\] is a state of type "GLOBAL"/,
    ],
    ['an untyped state', () => ({state: [{data: {users: {}}}]}), /\[0\] is a state of type null/],
    ['a state of no stream', () => ({state: stateOf({stream_descriptor: null})}), /\[0\]\.stream/],
    ['a cursor that is a text', () => ({state: stateOf({stream_state: 'x'})}), /not an object/],
  ];
  const results = new Map<string, Promise<Result>>();

  beforeAll(() => {
    for (const [title, files] of CASES) results.set(title, read(files()));
  });

  test.each(CASES)('%s', async (title, _, expected) => {
    const result = await results.get(title)!;
    expect(result.exitCode).toBe(1);
    expect(result.failures).toEqual([['config_error', undefined]]);
    expect(result.errors[0]?.message).toMatch(expected);
    expect(result.messages.filter(({type}) => type !== 'TRACE' && type !== 'LOG')).toEqual([]);
  });

  test('files that do not exist', async () => {
    const files = {config: tenant.settings()};
    const result = await connector.run(['read', '--catalog', 'no-such-catalog'], {files});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
    expect(result.errors[0]?.message).toMatch(/no-such-catalog does not exist/);
  });
});

describe('a file that can be used:', () => {
  const emptyKeys = {global: null, data: null, sourceStats: null, destinationStats: null};
  const CASES: [title: string, files: () => Files, suffix?: string][] = [
    ['no state', () => ({})],
    ['a state that is an empty list', () => ({state: '[]'})],
    ['a state that is an empty object', () => ({state: '{}'})],
    ['an empty state file', () => ({state: ''})],
    ['an old state without data', () => ({state: [{type: 'LEGACY', data: {}}]})],
    ['no bookmarks', () => ({state: {bookmarks: {}, currently_syncing: null}})],
    [
      'a state of the stream that is an empty object',
      () => ({
        state: [{type: 'STREAM', stream: {stream_descriptor: {name: 'users'}, stream_state: {}}}],
      }),
    ],
    [
      'one state that is in no list',
      () => ({state: {type: 'STREAM', stream: {stream_descriptor: {name: 'x'}}}}),
    ],
    ['the suffix .txt', () => ({state: []}), '.txt'],
    ['no suffix at all', () => ({state: []}), ''],
    ['a byte order mark', () => ({catalog: `\uFEFF${JSON.stringify(CATALOG)}`})],
    [
      'a state with empty keys',
      () => ({
        state: [
          {
            type: 'STREAM',
            stream: {stream_descriptor: {name: 'users', namespace: null}, stream_state: null},
            ...emptyKeys,
          },
        ],
      }),
    ],
    [
      'a state of a stream that is not in the catalog',
      () => ({
        state: [{type: 'STREAM', stream: {stream_descriptor: {name: 'x'}, stream_state: {a: 1}}}],
      }),
    ],
    [
      'a catalog with keys that nobody knows',
      () => ({catalog: {...CATALOG, version: 2, streams: [streamEntry({include_files: null})]}}),
    ],
  ];
  const results = new Map<string, Promise<Result>>();

  beforeAll(() => {
    for (const [title, files, suffix] of CASES) results.set(title, read(files(), suffix));
  });

  test.each(CASES)('%s', async (title) => {
    expectWholeRead(await results.get(title)!);
  });
});

test('a catalog without any stream reads nothing and ends well', async () => {
  const result = await read({catalog: {streams: []}});
  expect([result.exitCode, result.messages]).toEqual([0, []]);
});

test('a stream that does not exist ends INCOMPLETE, and the others are read', async () => {
  const result = await read({catalog: catalogOf('incremental', [...ALL_STREAMS, 'mailboxes'])});
  expect([result.exitCode, result.failures]).toEqual([1, [['config_error', 'mailboxes']]]);
  expect(result.errors[0]?.message).toMatch(/^mailboxes: .*no stream of this name/);
  expect(result.statuses('mailboxes')).toEqual(['STARTED', 'INCOMPLETE']);
  for (const stream of ALL_STREAMS) expect(result.statuses(stream).at(-1)).toBe('COMPLETE');
});

test('a setting that nobody knows is named, and the read goes on', async () => {
  const result = await read({config: tenant.settings({domain: ['contoso.com']})});
  expectWholeRead(result);
  expect(result.logs('WARN').join()).toMatch(/^Ignored: the setting domain is not known/);
});

test('the namespace of the catalog comes back on records, states and statuses', async () => {
  const stream = {name: 'users', namespace: 'hr'};
  const result = await read({catalog: catalogWith({stream})});
  expectWholeRead(result);
  for (const message of result.messages) {
    if (message.type === 'RECORD') expect(message.record.namespace).toBe('hr');
    if (message.type === 'STATE') expect(message.state.stream.stream_descriptor).toEqual(stream);
    if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      expect(message.trace.stream_status.stream_descriptor).toEqual(stream);
    }
  }
  const state = result.states('users').at(-1)?.state;
  const again = await read({catalog: catalogWith({stream}), state: [state]});
  expect([again.exitCode, again.records('users')]).toEqual([0, []]);
});
