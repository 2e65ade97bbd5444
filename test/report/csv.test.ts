/** The CSV is what spreadsheets take for text, whatever stands in a name. */
import {parse} from 'csv-parse/sync';
import {csvLine} from '../../report/csv';
import {MARTS} from '../../report/marts';
import type {WastedSeatsRow} from '../../report/marts';
import {wastedSeatsCsv} from '../../report/wasted-seats-csv';

const COLUMNS = MARTS.m365__wasted_seats.columns.map(({name}) => name);

function row(changes: Partial<WastedSeatsRow>): WastedSeatsRow {
  const nothing = Object.fromEntries(COLUMNS.map((name) => [name, null]));
  const codes = {reason: 'inactive', confidence: 'probable', seats: 1};
  return {...nothing, ...codes, ...changes} as unknown as WastedSeatsRow;
}

function parsed(rows: WastedSeatsRow[], showNames = true): Record<string, string>[] {
  const text = [...wastedSeatsCsv(rows, {showNames})].join('');
  return parse(text, {bom: true, columns: true, relaxQuotes: false});
}

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['＝1', "'＝1"],
  ['a=1', 'a=1'],
  ['Sales, EMEA', '"Sales, EMEA"'],
  ['two\nlines', '"two\nlines"'],
  [' blank', '" blank"'],
  ['', ''],
])('the text %j is the cell %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`);
});

test('numbers, also negative ones, and truth values stay what they are; null is empty', () => {
  expect(csvLine([-1.5, 0, true, false, null])).toBe('-1.5,0,true,false,\r\n');
});

test('the file begins with a byte order mark and has every column of the mart', () => {
  const [first = ''] = wastedSeatsCsv([], {showNames: true});
  expect(first.startsWith('\uFEFFwasted_seat_id,')).toBe(true);
  const [only] = parsed([row({})]);
  expect(Object.keys(only!)).toEqual(expect.arrayContaining(COLUMNS));
  expect(Object.keys(only!)).toHaveLength(COLUMNS.length + 2);
});

test('words stand beside the codes of reason and confidence', () => {
  const [only] = parsed([row({reason: 'account_disabled', confidence: 'review'})]);
  expect(only).toMatchObject({
    reason: 'account_disabled',
    reason_text: 'Sign-in blocked',
    confidence: 'review',
    confidence_text: 'Review first',
  });
});

test('without names, ids and everything else stay', () => {
  const [only] = parsed([row({user_id: 'U', user_principal_name: 'ann@x.y'})], false);
  expect(only).toMatchObject({user_id: 'U', reason: 'inactive'});
  expect(Object.keys(only!)).toHaveLength(COLUMNS.length);
  expect(Object.values(only!)).not.toContain('ann@x.y');
});
