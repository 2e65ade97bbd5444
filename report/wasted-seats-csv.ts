/** All wasted seats as CSV: the columns of the mart, and words beside the codes. */
import {BYTE_ORDER_MARK, csvLine} from './csv';
import type {CsvValue} from './csv';
import {MARTS} from './marts';
import type {WastedSeatsRow} from './marts';
import {CONFIDENCE_WORDS, REASON_WORDS} from './words';

/** What is left out where names may not be shown; ids stay, so that the list can be worked on. */
const NAMES: readonly string[] = ['user_principal_name', 'display_name'];

export interface SeatCsvParts {
  /** Columns of the mart. */
  columns: readonly string[];
  /** Words for the codes of a column; they get a column of their own. */
  words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  byteOrderMark: string;
  csvLine: (values: readonly CsvValue[]) => string;
}

/** The whole file, line by line; the first one begins with a byte order mark. */
export function wastedSeatsCsv(
  rows: Iterable<WastedSeatsRow>,
  {showNames}: {showNames: boolean},
): Generator<string> {
  return seatCsvLines(rows, seatCsvParts(showNames));
}

export function seatCsvParts(showNames: boolean): SeatCsvParts {
  const columns = MARTS.m365__wasted_seats.columns.map(({name}) => name);
  return {
    columns: columns.filter((name) => showNames || !NAMES.includes(name)),
    words: {reason: REASON_WORDS, confidence: CONFIDENCE_WORDS},
    byteOrderMark: BYTE_ORDER_MARK,
    csvLine,
  };
}

/** The page's script has this too, so it names no import but types. */
export function* seatCsvLines(
  rows: Iterable<WastedSeatsRow>,
  {columns, words, byteOrderMark, csvLine: line}: SeatCsvParts,
): Generator<string> {
  const titles = columns.flatMap((name) => (words[name] ? [name, `${name}_text`] : [name]));
  yield `${byteOrderMark}${line(titles)}`;
  for (const row of rows) {
    const cells = columns.flatMap((name) => {
      const value = row[name as keyof WastedSeatsRow];
      const word = words[name]?.[String(value)];
      return words[name] ? [value, word ?? null] : [value];
    });
    yield line(cells);
  }
}
