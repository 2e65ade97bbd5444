import {emptyProgress, progressFrom, recordDay} from '../../../src/read/cursors/daily-progress';
import type {DailyProgress} from '../../../src/read/cursors/daily-progress';

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
  test('are those of the last ten', () => {
    expect(after({}, '2026-02-20', 'empty').empty_days).toEqual(['2026-02-20']);
    expect(after({}, '2026-02-19', 'empty').empty_days).toEqual([]);
  });

  test.each(['named', 'concealed', 'lost'] as const)('are so until they are %s', (outcome) => {
    const before = {empty_days: ['2026-02-25', '2026-02-26']};
    expect(after(before, '2026-02-25', outcome).empty_days).toEqual(['2026-02-26']);
  });

  test('stand in order and once, and go when they are older', () => {
    const before = {empty_days: ['2026-02-10', '2026-02-26']};
    expect(after(before, '2026-02-25', 'empty').empty_days).toEqual(['2026-02-25', '2026-02-26']);
    expect(after(before, '2026-02-26', 'empty').empty_days).toEqual(['2026-02-26']);
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
