import {nextRetry, retryAfterMs} from '../../src/graph/retry';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const longest = (): number => 1;

function firstRetry(retryAfter?: string): ReturnType<typeof nextRetry> {
  return nextRetry(retryAfter, 1, {now: NOW, random: longest});
}

describe('a Retry-After header is obeyed', () => {
  test.each([
    ['2', 2_000],
    ['120', 120_000],
    ['2.128', 2_128],
    ['0.5', 500],
    ['.5', 500],
    ['0.0001', 1],
    [' 7 ', 7_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
    ['2026-03-01T12:01:00Z', 60_000],
  ])('%s', (retryAfter, waitMs) => {
    expect(firstRetry(retryAfter)).toEqual({waitMs, asked: true});
  });
});

describe('a Retry-After header that names no wait leads to the usual one', () => {
  test.each(['', ' ', 'soon', '-5', '1e3', '5 s', 'wait 5', 'never 10', '12:', 'NaN', 'Infinity'])(
    'nonsense: %j',
    (retryAfter) => {
      expect(retryAfterMs(retryAfter, NOW)).toBeUndefined();
      expect(firstRetry(retryAfter)).toEqual({waitMs: 1_000, asked: false});
    },
  );

  test.each(['0', '0.0', 'Sun, 01 Mar 2026 11:59:59 GMT', 'Sun, 01 Mar 2026 12:00:00 GMT'])(
    'no time at all: %s',
    (retryAfter) => {
      expect(retryAfterMs(retryAfter, NOW)).toBe(0);
      expect(firstRetry(retryAfter)).toEqual({waitMs: 1_000, asked: false});
    },
  );
});

describe('the wait without a Retry-After', () => {
  test('doubles with each attempt up to a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 50, 2_000].map(
      (attempt) => nextRetry(undefined, attempt, {now: NOW, random: longest}).waitMs,
    );
    expect(waits).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000,
    ]);
  });

  test.each([
    [0, 2_000],
    [0.25, 2_500],
    [0.5, 3_000],
    [0.9999, 4_000],
  ])('lies between a half and the whole of it: chance %d gives %d of 4,000', (chance, waitMs) => {
    const random = (): number => chance;
    expect(nextRetry(undefined, 3, {now: NOW, random}).waitMs).toBe(waitMs);
  });
});
