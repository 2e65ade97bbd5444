import {
  emptyProgress,
  lateDays,
  lostEmptyDays,
  progressFrom,
  recordDay,
} from '../../../src/read/cursors/daily-progress';
import type {DailyProgress} from '../../../src/read/cursors/daily-progress';
import {addDays} from '../../../src/streams/dates';

const NEWEST = '2026-03-01';

function after(
  before: Partial<DailyProgress>,
  day: string,
  outcome: 'empty' | 'lost' | 'named' | 'concealed',
): DailyProgress {
  const progress = {...emptyProgress(), ...before};
  recordDay(progress, {day, newest: NEWEST, outcome});
  return progress;
}

describe('the date', () => {
  test.each([
    [null, '2026-02-20', '2026-02-20'],
    ['2026-02-20', '2026-02-21', '2026-02-21'],
    ['2026-02-20', '2026-02-19', '2026-02-20'],
  ])('from %s after %s is %s', (date, day, expected) => {
    for (const outcome of ['empty', 'lost', 'named', 'concealed'] as const) {
      expect(after({reportDate: date}, day, outcome).reportDate).toBe(expected);
    }
  });
});

describe('empty days', () => {
  test('are kept for as long as the service keeps them', () => {
    expect(after({}, '2026-02-20', 'empty').empty_days).toEqual(['2026-02-20']);
    expect(after({}, '2026-02-02', 'empty').empty_days).toEqual(['2026-02-02']);
    expect(after({}, '2026-02-01', 'empty').empty_days).toEqual([]);
  });

  test.each(['named', 'concealed', 'lost'] as const)('are so until they are %s', (outcome) => {
    const before = {empty_days: ['2026-02-25', '2026-02-26']};
    expect(after(before, '2026-02-25', outcome).empty_days).toEqual(['2026-02-26']);
  });

  test('stand in order and once, and go when they are older', () => {
    const before = {empty_days: ['2026-02-01', '2026-02-26']};
    expect(after(before, '2026-02-25', 'empty').empty_days).toEqual(['2026-02-25', '2026-02-26']);
    expect(after(before, '2026-02-26', 'empty').empty_days).toEqual(['2026-02-26']);
  });
});

describe('an empty day is read again', () => {
  const DAY = '2026-02-01';

  /** The ages at which it is, where a sync runs every so many days. */
  function agesRead(everyDays: number): number[] {
    const ages: number[] = [];
    for (let age = everyDays; age <= 40; age += everyDays) {
      const reportDate = addDays(DAY, age - everyDays);
      const days = lateDays({...emptyProgress(), reportDate, empty_days: [DAY]}, addDays(DAY, age));
      if (days.length > 0) ages.push(age);
    }
    return ages;
  }

  test.each([
    [1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 17, 22, 27]],
    [2, [2, 4, 6, 8, 10, 14, 18, 22]],
    [7, [7, 14, 21]],
    [12, [24]],
    [27, [27]],
    [28, []],
  ])('by syncs every %d days at the age of %j', (everyDays, ages) => {
    expect(agesRead(everyDays)).toEqual(ages);
  });

  test.each([
    [10, true],
    [11, false],
    [13, false],
    [27, false],
  ])('by a second sync of one day at the age of %d: %p', (age, isRead) => {
    const newest = addDays(DAY, age);
    const progress = {...emptyProgress(), reportDate: newest, empty_days: [DAY]};
    expect(lateDays(progress, newest)).toEqual(isRead ? [DAY] : []);
  });
});

describe('a day that the service no longer has', () => {
  const GONE = '2026-02-01';

  test.each<[what: string, empty: string[], delivered: string[], told: string[]]>([
    ['is told where the day before had rows', [GONE], ['2026-01-31'], [GONE]],
    ['is told where the day behind had rows', [GONE], ['2026-02-02'], [GONE]],
    ['is not told where no day had rows', [GONE], [], []],
    ['is told behind others', ['2026-01-31', GONE], ['2026-01-30'], ['2026-01-31', GONE]],
    ['is told before others', [GONE, '2026-02-02', '2026-02-03'], ['2026-02-04'], [GONE]],
    ['is not told while it is there', ['2026-02-02'], ['2026-02-03'], []],
    ['is not told where rows are further away', [GONE], ['2026-02-03'], []],
  ])('%s', (...[_what, emptyDays, days, told]) => {
    const delivered = Object.fromEntries(days.map((day) => [day, 'named' as const]));
    const progress = {reportDate: '2026-02-28', empty_days: emptyDays, delivered};
    expect(lostEmptyDays(progress, NEWEST)).toEqual(told);
  });
});

describe('how a day was delivered', () => {
  test('is kept for as long as the service keeps the day', () => {
    const before = {delivered: {'2026-01-29': 'named', '2026-01-30': 'concealed'}} as const;
    expect(after(before, '2026-02-25', 'named').delivered).toEqual({
      '2026-01-30': 'concealed',
      '2026-02-25': 'named',
    });
  });

  test.each(['empty', 'lost'] as const)('is not noted of a day that is %s', (outcome) => {
    expect(after({}, '2026-02-25', outcome).delivered).toEqual({});
  });
});

test.each<[string, Record<string, unknown>]>([
  ['nothing', {}],
  ['a date that is none', {reportDate: 'yesterday'}],
  ['a date that is no day', {reportDate: '2026-13-01'}],
  ['a date that is a number', {reportDate: 20_260_301}],
  ['days that are no list', {empty_days: '2026-03-01'}],
  ['days that are none', {empty_days: ['x', '2026-02-99']}],
  ['deliveries that are a list', {delivered: ['named']}],
  ['deliveries in another way', {delivered: {'2026-03-01': 'half', x: 'named'}}],
])('a state with %s counts as empty', (_what, cursor) => {
  expect(progressFrom(cursor)).toEqual(emptyProgress());
});
