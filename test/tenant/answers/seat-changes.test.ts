import {seatChanges} from '../../../tenant/answers/seat-changes';
import type {Row} from '../../../tenant/answers/row';

const DAYS = ['2026-10-30', '2026-10-31', '2026-11-15', '2026-11-30'];
const HAPPENINGS = ['given', 'taken', 'became_idle', 'became_active', 'reclaimed', 'still_idle'];

/** What is said of the seat on each of the days; a dash where it is not held. */
function history(said: readonly string[]): Row[] {
  return DAYS.flatMap((day, place) => {
    const reason = said[place] ?? '-';
    if (reason === '-') return [];
    return [
      {
        as_of_date: day,
        seat_id: 'seat',
        user_id: 'user',
        user_principal_name: `${day}@contoso.com`,
        sku_id: 'sku',
        product: 'Product',
        reason: ['used', 'unknown'].includes(reason) ? null : reason,
        is_unknown: reason === 'unknown',
      },
    ];
  });
}

/** Somebody holds something on every day. */
const OTHERS = DAYS.map((day) => ({
  as_of_date: day,
  seat_id: 'other',
  reason: null,
  is_unknown: false,
}));

function happened(said: readonly string[]): Record<string, unknown> {
  const rows = seatChanges([...history(said), ...OTHERS]);
  return Object.fromEntries(
    rows.map((row) => [
      String(row.month_start_date),
      HAPPENINGS.filter((column) => row[column] === true).join(' '),
    ]),
  );
}

test.each([
  ['used throughout', ['used', 'used', 'used', 'used'], {}],
  ['given', ['-', '-', 'used', 'used'], {'2026-11-01': 'given'}],
  ['held on the first day of all', ['used', 'used'], {'2026-11-01': 'taken'}],
  ['taken at the end', ['used', 'used', 'used', '-'], {'2026-11-01': 'taken'}],
  ['reclaimed', ['duplicate', 'duplicate', 'duplicate', '-'], {'2026-11-01': 'taken reclaimed'}],
  ['held for a while', ['-', '-', 'used', '-'], {'2026-11-01': 'given taken'}],
  [
    'idle throughout',
    ['inactive', 'inactive', 'account_disabled', 'inactive'],
    {'2026-10-01': 'still_idle', '2026-11-01': 'still_idle'},
  ],
  [
    'idle and used again',
    ['used', 'inactive', 'inactive', 'used'],
    {'2026-10-01': 'became_idle', '2026-11-01': 'became_active'},
  ],
  [
    'idle and unknown since',
    ['used', 'inactive', 'unknown', 'unknown'],
    {'2026-10-01': 'became_idle'},
  ],
  [
    'idle since it was given',
    ['-', 'inactive', 'inactive', 'inactive'],
    {'2026-10-01': 'given', '2026-11-01': 'still_idle'},
  ],
  ['a duplicate, which is not idle', ['used', 'duplicate', 'duplicate', 'duplicate'], {}],
])('a seat that is %s', (_, said, expected) => {
  expect(happened(said)).toEqual(expected);
});

test('a change has the seat, the month and the name that the user has last', () => {
  const [row] = seatChanges([...history(['used', 'used', '-', 'inactive']), ...OTHERS]);
  expect(row).toEqual({
    seat_change_id: 'seat_2026-11-01',
    seat_id: 'seat',
    month_start_date: '2026-11-01',
    user_id: 'user',
    user_principal_name: '2026-11-30@contoso.com',
    sku_id: 'sku',
    product: 'Product',
    given: true,
    taken: true,
    became_idle: false,
    became_active: false,
    reclaimed: false,
    still_idle: false,
  });
});

test('one day of history is no change', () => {
  expect(seatChanges(history(['inactive']))).toEqual([]);
});
