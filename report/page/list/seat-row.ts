/** A row of the list of wasted seats. The page's script has these functions too, so they name no import but types. */
import type {MartRow} from '../../marts';
import type {Format} from './format';

export type WastedSeat = MartRow['m365__wasted_seats'];

/** What a row needs beside itself. */
export interface SeatWords {
  reason: Readonly<Record<string, string>>;
  confidence: Readonly<Record<string, string>>;
  sources: Readonly<Record<string, string>>;
  assignedThrough: Readonly<Record<string, string>>;
  /** Names of products by `sku_id`. */
  products: Record<string, string>;
  hasMoney: boolean;
}

export interface SeatRowTools {
  words: SeatWords;
  format: Format;
  escapeHtml: (text: string) => string;
}

/** What speaks for the reason, in a sentence. */
export function seatEvidence(seat: WastedSeat, {words, format}: SeatRowTools): string {
  const isNew = seat.confidence === 'review' ? ' The seat is new, or its age is not known.' : '';
  switch (seat.reason) {
    case 'account_disabled':
      if (seat.confidence !== 'review') return 'Nobody can use the account.';
      return seat.missing_data
        ? 'Whether the mailbox needs the licence is not known.'
        : 'But the mailbox is over 50 GB or has an archive.';
    case 'duplicate': {
      const covering = (seat.covered_by ?? '').split(',').map((id) => words.products[id] ?? id);
      return `Included in ${covering.join(' and ')}.`;
    }
    case 'never_signed_in':
      return `No sign-in and no use on record.${isNew}`;
    case 'inactive':
      if (seat.last_seen_date === null || seat.days_idle === null)
        return `Not seen for a long time.${isNew}`;
      return `Last seen ${format.number(seat.days_idle)} days ago (${
        words.sources[seat.last_seen_source ?? ''] ?? seat.last_seen_source ?? 'not known where'
      }).${isNew}`;
    case 'product_not_used':
      return 'The person works, but no use of this product is on record.';
    case 'unassigned':
      return 'Bought, and held by nobody.';
  }
}

/** A text and one below it in small letters; an empty one is left out. */
export interface SeatCell {
  main: string;
  second: string;
}

/** The texts of a row by column. */
export function seatCells(seat: WastedSeat, tools: SeatRowTools): SeatCell[] {
  const {words, format} = tools;
  const isHeld = seat.reason !== 'unassigned';
  const name = seat.display_name ?? seat.user_principal_name ?? seat.user_id ?? 'not known';
  const address = seat.user_principal_name === name ? '' : (seat.user_principal_name ?? '');
  const through = words.assignedThrough[seat.assigned_through ?? ''] ?? 'not known how';
  const place = [seat.cost_center, seat.country].filter((text) => text).join(' · ');
  const free = `${format.number(seat.seats)} free seat${seat.seats === 1 ? '' : 's'}`;
  const day = (value: string | null, without: string): SeatCell => ({
    main: value === null ? (isHeld ? without : '') : format.date(value),
    second: '',
  });
  const cells = [
    isHeld ? {main: name, second: address} : {main: free, second: ''},
    {main: seat.department ?? (isHeld ? 'none' : ''), second: place},
    {main: seat.product, second: isHeld ? `given ${through}` : ''},
    {main: words.reason[seat.reason] ?? seat.reason, second: seatEvidence(seat, tools)},
    {main: words.confidence[seat.confidence] ?? seat.confidence, second: ''},
    day(seat.last_seen_date, 'none'),
    day(seat.seat_since_date, 'not known'),
  ];
  const value = seat.monthly_value === null ? 'no price' : format.money(seat.monthly_value);
  return words.hasMoney ? [...cells, {main: value, second: ''}] : cells;
}

/** Headings of the same columns; they also name the values where a table is too wide for a phone. */
export function seatHeadings(hasMoney: boolean): string[] {
  const headings = [
    'Person',
    'Department',
    'Product',
    'Why',
    'How sure',
    'Last seen',
    'Seat since',
  ];
  return hasMoney ? [...headings, 'Value a month'] : headings;
}

/** What a column is sorted by; null comes last. */
export function seatSortKey(seat: WastedSeat, column: number): string | number | null {
  const tiers = ['certain', 'probable', 'review', 'excluded'];
  const keys = [
    seat.display_name ?? seat.user_principal_name ?? seat.user_id,
    seat.department,
    seat.product,
    seat.reason,
    tiers.indexOf(seat.confidence),
    seat.last_seen_date,
    seat.seat_since_date,
    seat.monthly_value,
  ];
  return keys[column] ?? null;
}

/** Markup of a row. */
export function seatRow(seat: WastedSeat, tools: SeatRowTools): string {
  const {escapeHtml} = tools;
  const headings = seatHeadings(tools.words.hasMoney);
  const cells = seatCells(seat, tools).map(({main, second}, column) => {
    const label = escapeHtml(headings[column] ?? '');
    const text = escapeHtml(main);
    const body =
      column === 4 ? `<span class="tier tier-${escapeHtml(seat.confidence)}">${text}</span>` : text;
    const more = second === '' ? '' : `<small>${escapeHtml(second)}</small>`;
    const kinds = ['', '', '', '', '', 'day', 'day', 'number'];
    const kind = ` class="${main === '' ? 'empty' : kinds[column]}"`;
    const content = `<span class="cell">${body}${more}</span>`;
    return column === 0
      ? `<th scope="row" data-heading="${label}">${content}</th>`
      : `<td${kind} data-heading="${label}">${content}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}
