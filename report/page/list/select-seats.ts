/** Search, filters and order of the list. The page's script has this too, so it names no import but types. */
import type {CsvValue} from '../../csv';
import type {SeatWords, WastedSeat} from './seat-row';

/** What a column is sorted by. */
export type SortKey = (seat: WastedSeat, column: number) => string | number | null;

export interface ListQuery {
  text: string;
  /** By name of the column of the mart; an empty value takes all. */
  filters: Record<string, string>;
  /** Column of the list, or null for the order of the data. */
  sortColumn: number | null;
  isDescending: boolean;
}

/** Whether all words of the search stand somewhere in what the row says about the person and the product. */
export function matchesQuery(seat: WastedSeat, query: ListQuery, words: SeatWords): boolean {
  const values = seat as unknown as Record<string, CsvValue>;
  for (const [name, value] of Object.entries(query.filters)) {
    if (value !== '' && (values[name] ?? '(none)') !== value) return false;
  }
  if (query.text === '') return true;
  const names = [
    'display_name',
    'user_principal_name',
    'user_id',
    'department',
    'cost_center',
    'country',
    'product',
  ];
  const texts = [...names.map((name) => values[name]), words.reason[seat.reason]];
  const searched = texts.join(' ').toLocaleLowerCase();
  return query.text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

/** Rows that match, in the order that was asked for; equal ones stay in the order of the data. */
export function selectSeats(
  seats: readonly WastedSeat[],
  query: ListQuery,
  parts: {seatSortKey: SortKey; words: SeatWords; locale: string},
): WastedSeat[] {
  const found = seats.filter((seat) => matchesQuery(seat, query, parts.words));
  const column = query.sortColumn;
  if (column === null) return found;
  const collator = new Intl.Collator(parts.locale, {numeric: true});
  const sign = query.isDescending ? -1 : 1;
  return found
    .map((seat) => ({seat, key: parts.seatSortKey(seat, column)}))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key);
      return sign * collator.compare(String(a.key), String(b.key));
    })
    .map(({seat}) => seat);
}
