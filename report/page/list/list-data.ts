/** The rows of the list as they lie in the page for its script: the mart in columns, all rows, not only those shown. */
import type {WastedSeat} from './seat-row';
import type {CsvValue} from '../../csv';

/** A column; `values` has each value once and `cells` their places in it, where that is shorter. */
export interface ListColumn {
  name: string;
  values: CsvValue[] | null;
  cells: CsvValue[];
}

export function encodeColumns(names: readonly string[], rows: readonly WastedSeat[]): ListColumn[] {
  return names.map((name) => {
    const cells = rows.map((row) => (row as unknown as Record<string, CsvValue>)[name] ?? null);
    const values = [...new Set(cells)];
    if (values.length * 2 > cells.length) return {name, values: null, cells};
    const places = new Map(values.map((value, place) => [value, place]));
    return {name, values, cells: cells.map((value) => places.get(value) ?? null)};
  });
}

/** The rows again. The page's script has this function too, so it names no import but types. */
export function decodeColumns(columns: readonly ListColumn[]): WastedSeat[] {
  const length = columns[0]?.cells.length ?? 0;
  return Array.from({length}, (_, row) => {
    const seat: Record<string, CsvValue> = {};
    for (const {name, values, cells} of columns) {
      const cell = cells[row] ?? null;
      seat[name] = values ? (values[cell as number] ?? null) : cell;
    }
    return seat as unknown as WastedSeat;
  });
}
