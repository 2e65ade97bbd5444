import {TransientError} from '../../../src/errors';
import {RoundProgress} from '../../../src/read/cursors/round-progress';

function pageOf(rows: number, from = 0): object[] {
  return Array.from({length: rows}, (_, index) => ({id: `u${from + index}`}));
}

/** How often a page of so many rows comes again until the round is taken for endless. */
function repetitionsOf(rows: number): number {
  const progress = new RoundProgress('users');
  progress.page(pageOf(rows), true);
  for (let times = 1; times < 1_000; times += 1) {
    try {
      progress.page(pageOf(rows), true);
    } catch (error) {
      expect(error).toBeInstanceOf(TransientError);
      return times;
    }
  }
  throw new Error('the round has no end');
}

test.each<[rows: number, repetitions: number]>([
  // Ten pages and a hundred rows, both of them.
  [10, 10],
  [11, 10],
  [9, 12],
  [1, 100],
  [200, 10],
])('a page of %d rows may come again fewer than %d times', (rows, repetitions) => {
  expect(repetitionsOf(rows)).toBe(repetitions);
});

test('the last page of a round may have come before', () => {
  const progress = new RoundProgress('users');
  for (let times = 0; times < 100; times += 1) progress.page(pageOf(200), false);
  expect(progress.isStalled).toBe(true);
});

test('a page that is new begins the count anew, one without rows does not', () => {
  const progress = new RoundProgress('users');
  progress.page(pageOf(50), true);
  for (let times = 1; times < 10; times += 1) progress.page(pageOf(50), true);
  expect(progress.isStalled).toBe(true);
  progress.page(pageOf(1, 900), true);
  expect(progress.isStalled).toBe(false);
  for (let times = 1; times < 10; times += 1) progress.page(pageOf(50), true);
  progress.page([], true);
  expect(() => progress.page(pageOf(50), true)).toThrow(
    'users: Microsoft Graph repeats its changes: 10 pages in a row came before, so the round would ' +
      'never end. The next sync resumes from the last state.',
  );
});
