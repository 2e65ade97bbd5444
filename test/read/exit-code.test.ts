import type {JsonObject} from '../../src/airbyte/messages';
import type {ConfiguredStream} from '../../src/airbyte/catalog';
import {ConfigError, SystemError, TransientError} from '../../src/errors';
import {isPartWritten, exitStatusOf, truncates} from '../../src/read/exit-code';
import type {StreamResult} from '../../src/read/exit-code';

/** How the catalog wants the stream of the first result. */
const TRUNCATING = {
  'by its generations': {minimumGenerationId: 3, generationId: 3},
  'by its first generation that removes records': {minimumGenerationId: 1, generationId: 1},
  'by its mode': {destinationSyncMode: 'overwrite'},
} as const;

const NOT_TRUNCATING = {
  'to append': {},
  'to append and deduplicate': {destinationSyncMode: 'append_dedup'},
  'to overwrite, in a generation that keeps those before': {
    destinationSyncMode: 'overwrite',
    generationId: 3,
    minimumGenerationId: 0,
  },
  'to overwrite, with a generation alone': {destinationSyncMode: 'overwrite', generationId: 3},
  'to overwrite, incrementally': {syncMode: 'incremental', destinationSyncMode: 'overwrite'},
} as const;

function configured(name: string, change: Partial<ConfiguredStream> = {}): ConfiguredStream {
  return {
    descriptor: {name},
    syncMode: 'full_refresh',
    destinationSyncMode: 'append',
    ...change,
  };
}

function denied(change: Partial<ConfiguredStream> = {}, partial = false): StreamResult {
  const error = new ConfigError('May not be read.');
  return {kind: 'denied', configured: configured('denied', change), error, partial};
}

function failed(
  Kind: new (message: string) => ConfigError | TransientError | SystemError,
): StreamResult {
  return {kind: 'failed', configured: configured('failed'), error: new Kind('Failed.')};
}

const COMPLETE: StreamResult = {kind: 'complete', configured: configured('complete')};
const ABSENT: StreamResult = {
  kind: 'unavailable_in_cloud',
  configured: configured('absent', {destinationSyncMode: 'overwrite'}),
  error: new ConfigError('Not in this cloud.'),
};

/** The exit code, and the streams that get a trace at the end. */
function inShort(results: StreamResult[], mode: 'auto' | 'skip' | 'fail' = 'auto'): string {
  const {exitCode, traces} = exitStatusOf(results, mode);
  return [exitCode, ...traces.map(({configured: {descriptor}}) => descriptor.name)].join(' ');
}

describe('a stream is truncated', () => {
  test.each(Object.entries(TRUNCATING))('%s', (_how, change) => {
    expect(truncates(configured('x', change))).toBe(true);
  });
});

describe('a stream is not truncated', () => {
  test.each(Object.entries(NOT_TRUNCATING))('%s', (_how, change) => {
    expect(truncates(configured('x', change))).toBe(false);
  });
});

describe('an earlier attempt has written a part', () => {
  const checkpoint = {generation_id: 3, checkpoint: {filter: 0}};
  const end = {generation_id: 3, __ab_full_refresh_sync_complete: true};

  test.each<[string, boolean, Partial<ConfiguredStream>, JsonObject | undefined]>([
    ['where it left a checkpoint', true, {generationId: 3}, checkpoint],
    ['where it left a state', true, {generationId: 3, syncMode: 'incremental'}, {cursor: {}}],
    ['but not without a state', false, {generationId: 3, syncMode: 'incremental'}, undefined],
    ['but not of another generation', false, {generationId: 4}, checkpoint],
    ['but not without generations', false, {}, checkpoint],
    ['but not where it came to the end', false, {generationId: 3}, end],
  ])('%s: %p', (...[_what, expected, change, state]) => {
    expect(isPartWritten(configured('x', change), state)).toBe(expected);
  });
});

describe('without a denied stream', () => {
  test.each<[string, StreamResult[], string]>([
    ['nothing configured', [], '0'],
    ['all complete', [COMPLETE, COMPLETE], '0'],
    ['a failure that may pass, told when it came', [COMPLETE, failed(TransientError)], '1'],
    ['a fault, told when it came', [COMPLETE, failed(SystemError)], '1'],
    ['a failure of the settings, told at the end', [COMPLETE, failed(ConfigError)], '1 failed'],
    ['only failures', [failed(TransientError), failed(SystemError)], '1'],
  ])('%s', (_what, results, expected) => {
    for (const mode of ['auto', 'skip', 'fail'] as const) {
      expect(inShort(results, mode)).toBe(expected);
    }
  });
});

describe('a denied stream beside one that is complete', () => {
  const append = NOT_TRUNCATING['to append'];

  test.each(Object.entries(NOT_TRUNCATING))('that is read %s', (_how, change) => {
    expect(inShort([denied(change), COMPLETE], 'auto')).toBe('0');
    expect(inShort([denied(change), COMPLETE], 'skip')).toBe('0');
    expect(inShort([denied(change), COMPLETE], 'fail')).toBe('1 denied');
    expect(inShort([denied(change, true), COMPLETE], 'auto')).toBe('0');
    expect(inShort([denied(change, true), COMPLETE], 'skip')).toBe('0');
  });

  test.each(Object.entries(TRUNCATING))('that is truncated %s', (_how, change) => {
    expect(inShort([denied(change), COMPLETE], 'auto')).toBe('1 denied');
    expect(inShort([denied(change), COMPLETE], 'skip')).toBe('0');
    expect(inShort([denied(change), COMPLETE], 'fail')).toBe('1 denied');
    expect(inShort([denied(change, true), COMPLETE], 'auto')).toBe('1 denied');
    expect(inShort([denied(change, true), COMPLETE], 'skip')).toBe('1 denied');
  });

  test('of several, one that is truncated is enough, and all are told', () => {
    const results = [denied(append), COMPLETE, denied(TRUNCATING['by its mode'])];
    expect(inShort(results)).toBe('1 denied denied');
  });
});

describe('a denied stream beside a failed one', () => {
  test.each(['auto', 'skip', 'fail'] as const)('is told after it, %s', (mode) => {
    expect(inShort([denied(), failed(TransientError), COMPLETE], mode)).toBe('1 denied');
    expect(inShort([denied(), failed(SystemError)], mode)).toBe('1 denied');
    expect(inShort([denied(), failed(ConfigError), COMPLETE], mode)).toBe('1 failed denied');
  });
});

describe('no stream that can be read', () => {
  test.each<[string, StreamResult[], string]>([
    ['one denied', [denied()], '1 denied'],
    ['all denied', [denied(), denied()], '1 denied denied'],
    ['denied and not in this cloud', [ABSENT, denied()], '1 denied absent'],
    ['none in this cloud', [ABSENT, ABSENT], '1 absent absent'],
  ])('is an error in every mode: %s', (_what, results, expected) => {
    for (const mode of ['auto', 'skip', 'fail'] as const) {
      expect(inShort(results, mode)).toBe(expected);
    }
  });
});

describe('a stream that the cloud does not have', () => {
  test.each(['auto', 'skip', 'fail'] as const)('is no error beside others, %s', (mode) => {
    expect(inShort([ABSENT, COMPLETE], mode)).toBe('0');
  });

  test('is not told where another one is the reason', () => {
    expect(inShort([ABSENT, COMPLETE, denied()], 'fail')).toBe('1 denied');
    expect(inShort([ABSENT, failed(ConfigError)])).toBe('1 failed');
  });
});
