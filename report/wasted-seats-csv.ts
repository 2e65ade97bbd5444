/** All wasted seats as CSV: the columns of the mart, and words beside the codes. */
import {BYTE_ORDER_MARK, csvLine} from './csv';
import type {CsvValue} from './csv';
import {MARTS} from './marts';
import type {WastedSeatsRow} from './marts';
import {CONFIDENCE_WORDS, REASON_WORDS} from './words';

type Cell = (row: WastedSeatsRow) => CsvValue;

/** What is left out where names may not be shown; ids stay, so that the list can be worked on. */
const NAMES: readonly string[] = ['user_principal_name', 'display_name'];

const WORDS: Record<string, Cell> = {
  reason: ({reason}) => REASON_WORDS[reason],
  confidence: ({confidence}) => CONFIDENCE_WORDS[confidence],
};

/** The whole file, line by line; the first one begins with a byte order mark. */
export function* wastedSeatsCsv(
  rows: Iterable<WastedSeatsRow>,
  {showNames}: {showNames: boolean},
): Generator<string> {
  const columns = csvColumns(showNames);
  yield `${BYTE_ORDER_MARK}${csvLine(columns.map(([title]) => title))}`;
  for (const row of rows) yield csvLine(columns.map(([, cell]) => cell(row)));
}

function csvColumns(showNames: boolean): [title: string, cell: Cell][] {
  return MARTS.m365__wasted_seats.columns
    .filter(({name}) => showNames || !NAMES.includes(name))
    .flatMap(({name}): [string, Cell][] => {
      const code: [string, Cell] = [name, (row) => row[name as keyof WastedSeatsRow]];
      const words = WORDS[name];
      return words ? [code, [`${name}_text`, words]] : [code];
    });
}
