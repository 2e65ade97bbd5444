import {planDays} from '../../../src/read/cursors/daily-slices';
import {addDays, daysBetween} from '../../../src/streams/dates';

const NEWEST = '2026-03-01';

function plan(
  date: string | null,
  {
    empty = [],
    restarts = false,
    backfillDays = 7,
    newest = NEWEST,
  }: {
    empty?: string[];
    restarts?: boolean;
    backfillDays?: number;
    newest?: string;
  } = {},
): {days: string[]; lost?: {from: string; to: string}} {
  return planDays(
    {reportDate: date, empty_days: empty, delivered: {}},
    {newest, restarts, backfillDays},
  );
}

describe('the days to read', () => {
  test.each<[string, Parameters<typeof plan>, string, string]>([
    ['at first, the backfill', [null], '2026-02-23', NEWEST],
    ['at first, a backfill of one day', [null, {backfillDays: 1}], NEWEST, NEWEST],
    ['at first, a backfill of 27 days', [null, {backfillDays: 27}], '2026-02-03', NEWEST],
    ['with nothing new, the last two again', [NEWEST], '2026-02-28', NEWEST],
    ['with one new day, it and the last two', ['2026-02-28'], '2026-02-27', NEWEST],
    ['after a gap, all of it', ['2026-02-10'], '2026-02-09', NEWEST],
    ['after a gap of 27 days, all of it', ['2026-02-02'], '2026-02-02', NEWEST],
    ['after a longer gap, what is left', ['2026-01-01'], '2026-02-02', NEWEST],
    [
      'with other settings, the backfill where it is earlier',
      ['2026-02-28', {restarts: true}],
      '2026-02-23',
      NEWEST,
    ],
    [
      'with other settings, from the cursor where that is earlier',
      ['2026-02-10', {restarts: true}],
      '2026-02-09',
      NEWEST,
    ],
  ])('%s', (...[_what, input, from, to]) => {
    expect(plan(...input).days).toEqual(daysBetween(from, to));
  });

  test('are none but late ones where the newest day went back', () => {
    expect(plan('2026-03-01', {newest: '2026-02-25'}).days).toEqual([]);
    expect(plan('2026-03-01', {newest: '2026-02-25', empty: ['2026-02-20']}).days).toEqual([
      '2026-02-20',
    ]);
  });

  test('have the late ones among them, in order and once', () => {
    const empty = ['2026-02-28', '2026-02-20', '2026-02-24'];
    expect(plan('2026-02-28', {empty}).days).toEqual([
      '2026-02-20',
      '2026-02-24',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
  });

  test('leave out late ones that the service no longer has', () => {
    const empty = ['2026-02-01', '2026-02-02'];
    expect(plan('2026-02-28', {empty}).days[0]).toBe('2026-02-02');
    expect(plan(NEWEST, {empty}).days[0]).toBe('2026-02-28');
  });
});

describe('the days that are lost', () => {
  test.each([
    [null, undefined],
    ['2026-02-01', undefined],
    ['2026-01-31', {from: '2026-02-01', to: '2026-02-01'}],
    ['2026-01-01', {from: '2026-01-02', to: '2026-02-01'}],
  ])('after the last day %s are %j', (date, lost) => {
    expect(plan(date).lost).toEqual(lost);
  });
});

test.each([
  ['2026-03-01', -1, '2026-02-28'],
  ['2024-03-01', -1, '2024-02-29'],
  ['2025-12-31', 1, '2026-01-01'],
  ['2026-03-29', 1, '2026-03-30'],
])('%s and %d days is %s', (day, count, expected) => {
  expect(addDays(day, count)).toBe(expected);
});
