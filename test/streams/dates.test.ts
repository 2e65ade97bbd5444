import {isNever, latestOf} from '../../src/streams/dates';

test.each([
  ['0001-01-01T00:00:00Z', true],
  ['0001-01-01T00:00:00', true],
  ['0001-01-01T00:00:00.0000000Z', true],
  ['2026-03-01T00:00:00Z', false],
  ['', false],
  [null, false],
  [1, false],
])('%j is never: %j', (value, expected) => {
  expect(isNever(value)).toBe(expected);
});

test.each<[unknown[], string | null]>([
  [[], null],
  [[null, undefined, ''], null],
  [['0001-01-01T00:00:00Z'], null],
  [['no date', {}], null],
  [['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', null], '2026-03-02T00:00:00Z'],
  [['2026-03-02T00:00:00Z', '0001-01-01T00:00:00Z'], '2026-03-02T00:00:00Z'],
  [['2026-03-01T23:30:00Z', '2026-03-02T00:00:00+02:00'], '2026-03-01T23:30:00Z'],
  [['2026-03-01T00:00:00Z', '2026-03-01T00:00:00.0000000Z'], '2026-03-01T00:00:00Z'],
])('the latest of %j is %j', (dates, latest) => {
  expect(latestOf(...dates)).toBe(latest);
});
