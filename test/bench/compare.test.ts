import {compareMessages} from '../../bench/compare/differences';
import {isInstalled} from '../../bench/compare/installed-packages';
import {groupMessages} from '../../bench/compare/messages';
import type {Messages} from '../../bench/compare/messages';

const START = Date.parse('2026-02-03T08:00:00Z');
const isNow = (time: number): boolean => time >= START && time < START + 60_000;

function group(...messages: object[]): Messages {
  return groupMessages({exitCode: 0, lines: messages.map((one) => JSON.stringify(one))}, isNow);
}

function groupsThatDiffer(before: object[], after: object[]): string[] {
  const differences = compareMessages(group(...before), group(...after));
  return differences.map((difference) => difference.group);
}

function record(data: object, emittedAt = 1): object {
  return {type: 'RECORD', record: {stream: 'users', data, emitted_at: emittedAt}};
}

function state(content: object, recordCount = 1): object {
  const stream = {stream_descriptor: {name: 'users'}, stream_state: content};
  return {type: 'STATE', state: {type: 'STREAM', stream, sourceStats: {recordCount}}};
}

function errorTrace(error: object): object {
  return {type: 'TRACE', trace: {type: 'ERROR', emitted_at: 1, error}};
}

function log(message: string): object {
  return {type: 'LOG', log: {level: 'INFO', message}};
}

function catalog(streams: object[]): object {
  return {type: 'CATALOG', catalog: {streams}};
}

const USERS = 'users: RECORD, STATE';

describe('nothing differs', () => {
  test.each<[title: string, before: object, after: object]>([
    ['in the time of a record', record({id: 'a'}, 1), record({id: 'a'}, 2)],
    [
      'in the times that the connector adds to a record',
      record({id: 'a', synced_at: '2026-02-03T08:00:01.250Z', _ab_cdc_deleted_at: null}),
      record({id: 'a', synced_at: '2026-02-03T08:00:02Z', _ab_cdc_deleted_at: null}),
    ],
    [
      'in a time of the run in a state',
      state({from: '2026-02-03T08:00:01.250Z'}),
      state({from: '2026-02-03T08:00:07Z'}),
    ],
    [
      'in times, durations and ids of requests of a log message',
      log('2 requests, 0.3 s, 2026-02-03T08:00:01Z, 0a1b2c3d-0000-4000-8000-000000000001'),
      log('2 requests, 1.7 s, 2026-02-03T08:00:02Z, 0a1b2c3d-0000-4000-8000-000000000002'),
    ],
    [
      'in the stack trace of an error',
      errorTrace({message: 'No.', stack_trace: 'at old.js:1'}),
      errorTrace({message: 'No.', stack_trace: 'at new.js:2'}),
    ],
  ])('%s', (_, before, after) => {
    expect(groupsThatDiffer([before], [after])).toEqual([]);
  });
});

describe('a difference', () => {
  test.each<[title: string, messages: [before: object[], after: object[]], groups: string[]]>([
    ['in a value of a record', [[record({id: 'a'})], [record({id: 'b'})]], [USERS]],
    [
      'in the order of the fields',
      [[record({id: 'a', mail: null})], [record({mail: null, id: 'a'})]],
      [USERS],
    ],
    [
      'in the order of records',
      [
        [record({id: 'a'}), record({id: 'b'})],
        [record({id: 'b'}), record({id: 'a'})],
      ],
      [USERS],
    ],
    [
      'in the position of a state',
      [
        [record({id: 'a'}), state({}), record({id: 'b'})],
        [record({id: 'a'}), record({id: 'b'}), state({})],
      ],
      [USERS],
    ],
    ['in the count of a state', [[state({}, 1)], [state({}, 2)]], [USERS]],
    [
      'in a time of the tenant in a state',
      [[state({from: '2026-01-01T00:00:00Z'})], [state({from: '2026-01-02T00:00:00Z'})]],
      [USERS],
    ],
    [
      'between a deleted and a live record',
      [
        [record({id: 'a', _ab_cdc_deleted_at: '2026-02-03T08:00:01Z'})],
        [record({id: 'a', _ab_cdc_deleted_at: null})],
      ],
      [USERS],
    ],
    ['in a message that is missing', [[record({id: 'a'})], []], [USERS]],
    ['in the text of a log message', [[log('one')], [log('two')]], ['LOG']],
    [
      'in the text of an error',
      [[errorTrace({message: 'No.'})], [errorTrace({message: 'Not so.'})]],
      ['TRACE ERROR'],
    ],
    [
      'in the catalog',
      [[catalog([{name: 'users'}])], [catalog([{name: 'users', is_resumable: true}])]],
      ['CATALOG'],
    ],
  ])('%s is found', (_, [before, after], groups) => {
    expect(groupsThatDiffer(before, after)).toEqual(groups);
  });

  test('in the exit code is found', () => {
    const [before, after] = [0, 1].map((exitCode) => groupMessages({exitCode, lines: []}, isNow));
    expect(compareMessages(before!, after!).map((one) => one.group)).toEqual(['exit code']);
  });

  test('is shown with the place where the texts part', () => {
    const long = 'x'.repeat(200);
    const before = group(record({id: 'a'}), record({id: `${long}1`}));
    const after = group(record({id: 'a'}), record({id: `${long}2`}));
    const [difference] = compareMessages(before, after);
    expect(difference?.text.split('\n')).toEqual([
      '2 and 2 messages, 1 differ; number 2:',
      `  - …${'x'.repeat(60)}1"}}`,
      `  + …${'x'.repeat(60)}2"}}`,
    ]);
  });
});

describe('the installed packages serve another revision', () => {
  const installed = {
    packages: {
      'node_modules/axios': {version: '1.2.3'},
      'node_modules/typescript': {version: '6.0.3', dev: true},
    },
  };

  test.each<[title: string, packages: Record<string, object>, isShared: boolean]>([
    ['when all are there', {'node_modules/axios': {version: '1.2.3'}}, true],
    ['not when a version is another', {'node_modules/axios': {version: '1.2.4'}}, false],
    ['not when one is missing', {'node_modules/ajv': {version: '8.0.0'}}, false],
    [
      'not when the compiler is another',
      {'node_modules/typescript': {version: '5.0.0', dev: true}},
      false,
    ],
    ['when only a tool differs', {'node_modules/jest': {version: '1.0.0', dev: true}}, true],
    ['whatever the version of the connector', {'': {version: '0.0.9'}}, true],
  ])('%s', (_, packages, isShared) => {
    expect(isInstalled({packages}, installed)).toBe(isShared);
  });
});
