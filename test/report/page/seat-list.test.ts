/** The list finds, sorts and keeps rows; what speaks for a reason stands in each. */
import fc from 'fast-check';
import {decodeColumns, encodeColumns} from '../../../report/page/list/list-data';
import {createFormat} from '../../../report/page/list/format';
import {escapeHtml} from '../../../report/page/list/escape-html';
import {inListOrder} from '../../../report/page/list/seat-order';
import {seatEvidence, seatSortKey} from '../../../report/page/list/seat-row';
import type {SeatWords, WastedSeat} from '../../../report/page/list/seat-row';
import {selectSeats} from '../../../report/page/list/select-seats';
import type {ListQuery} from '../../../report/page/list/select-seats';
import {seatCsvParts} from '../../../report/wasted-seats-csv';
import {wastedSeat} from '../../support/report-data';

const WORDS: SeatWords = {
  reason: {inactive: 'Inactive', duplicate: 'Covered by another licence'},
  confidence: {},
  sources: {exchange: 'Exchange'},
  assignedThrough: {},
  products: {'sku-e5': 'Microsoft 365 E5'},
  hasMoney: true,
};
const TOOLS = {words: WORDS, format: createFormat('en-GB', 'EUR'), escapeHtml};

function select(seats: readonly WastedSeat[], query: Partial<ListQuery>): (string | null)[] {
  const whole = {text: '', filters: {}, sortColumn: null, isDescending: false, ...query};
  const parts = {seatSortKey, words: WORDS, locale: 'sv'};
  return selectSeats(seats, whole, parts).map(({display_name}) => display_name);
}

const SEATS = [
  wastedSeat({display_name: 'Örjan', department: null, monthly_value: 5}),
  wastedSeat({display_name: 'Zoë', department: 'Sales', monthly_value: null}),
  wastedSeat({display_name: 'Ann', department: 'Sales', monthly_value: 30, reason: 'duplicate'}),
];

test.each([
  ['zoë SALES', ['Zoë']],
  ['covered', ['Ann']],
  ['  ', ['Örjan', 'Zoë', 'Ann']],
  ['null', []],
])('the search %j finds %j', (text, names) => {
  expect(select(SEATS, {text: text.trim()})).toEqual(names);
});

test.each([
  [{department: '(none)'}, ['Örjan']],
  [{department: 'Sales', reason: 'inactive'}, ['Zoë']],
  [{department: '', reason: ''}, ['Örjan', 'Zoë', 'Ann']],
])('the filters %j leave %j', (filters, names) => {
  expect(select(SEATS, {filters})).toEqual(names);
});

test('texts are sorted as the locale does, numbers by size, and what is not known comes last', () => {
  expect(select(SEATS, {sortColumn: 0})).toEqual(['Ann', 'Zoë', 'Örjan']);
  expect(select(SEATS, {sortColumn: 0, isDescending: true})).toEqual(['Örjan', 'Zoë', 'Ann']);
  expect(select(SEATS, {sortColumn: 7})).toEqual(['Örjan', 'Ann', 'Zoë']);
  expect(select(SEATS, {sortColumn: 7, isDescending: true})).toEqual(['Ann', 'Örjan', 'Zoë']);
});

test('the list begins with what is sure, and of that with what is dear', () => {
  const seats = [
    wastedSeat({display_name: 'a', confidence: 'review', monthly_value: 90}),
    wastedSeat({display_name: 'b', confidence: 'certain', monthly_value: null}),
    wastedSeat({display_name: 'c', confidence: 'excluded', monthly_value: 90}),
    wastedSeat({display_name: 'd', confidence: 'certain', monthly_value: 3}),
    wastedSeat({display_name: 'e', confidence: 'probable', monthly_value: 1}),
  ];
  expect(inListOrder(seats).map(({display_name}) => display_name)).toEqual([
    'd',
    'b',
    'e',
    'a',
    'c',
  ]);
});

test.each<[Partial<WastedSeat>, string]>([
  [{last_seen_source: 'exchange', days_idle: 277}, 'Last seen 277 days ago (Exchange).'],
  [
    {confidence: 'review', days_idle: 1_100, last_seen_source: 'exchange'},
    'Last seen 1,100 days ago (Exchange). The seat is new, or its age is not known.',
  ],
  [{reason: 'duplicate', covered_by: 'sku-e5,sku-x'}, 'Included in Microsoft 365 E5 and sku-x.'],
  [{reason: 'account_disabled', confidence: 'certain'}, 'Nobody can use the account.'],
  [
    {reason: 'account_disabled', confidence: 'review'},
    'But the mailbox is over 50 GB or has an archive.',
  ],
  [
    {reason: 'account_disabled', confidence: 'review', missing_data: 'mailbox_usage_detail'},
    'Whether the mailbox needs the licence is not known.',
  ],
  [{reason: 'never_signed_in'}, 'No sign-in and no use on record.'],
  [{reason: 'unassigned'}, 'Bought, and held by nobody.'],
])('%j: %s', (values, text) => {
  expect(seatEvidence(wastedSeat(values), TOOLS)).toBe(text);
});

test('the data of the page hold every value of every row', () => {
  const {columns} = seatCsvParts(true);
  const text = fc.option(fc.string(), {nil: null});
  const seat = fc.record({
    display_name: text,
    department: fc.constantFrom('Sales', 'sales', '', null),
    seats: fc.integer(),
    account_enabled: fc.option(fc.boolean(), {nil: null}),
  });
  fc.assert(
    fc.property(fc.array(seat), (values) => {
      const seats = values.map((value) => wastedSeat(value));
      const json = JSON.stringify(encodeColumns(columns, seats));
      expect(decodeColumns(JSON.parse(json) as ReturnType<typeof encodeColumns>)).toEqual(seats);
    }),
  );
});
