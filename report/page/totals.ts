/** Sums over the marts. A number that is not known makes the sum that needs it null, and never counts as zero. */
import type {MartRow} from '../marts';
import type {ReportData} from '../report-data';
import {CONFIDENCES, REASONS} from './page-words';
import type {Confidence, Reason} from './page-words';

type Product = MartRow['m365__seat_inventory'];
type WastedSeat = MartRow['m365__wasted_seats'];

/** Seats, and their value a month as far as they have a price. */
export interface Amount {
  seats: number;
  value: number;
  /** Seats that have no price, so that `value` is without them. */
  unpriced: number;
}

export function sumAmount(seats: readonly WastedSeat[]): Amount {
  const amount = {seats: 0, value: 0, unpriced: 0};
  for (const seat of seats) {
    amount.seats += seat.seats;
    if (seat.monthly_value === null) amount.unpriced += seat.seats;
    else amount.value += seat.monthly_value;
  }
  return amount;
}

export function addAmounts(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, {seats, value, unpriced}) => ({
      seats: sum.seats + seats,
      value: sum.value + value,
      unpriced: sum.unpriced + unpriced,
    }),
    {seats: 0, value: 0, unpriced: 0},
  );
}

/** Wasted seats by reason and confidence; each has an amount, also where there is none. */
export type WasteTable = Record<Reason, Record<Confidence, Amount>>;

export function wasteTable(seats: readonly WastedSeat[]): WasteTable {
  const cells = groupBy(seats, ({reason, confidence}) => `${reason} ${confidence}`);
  const byConfidence = (reason: string): [string, Amount][] =>
    CONFIDENCES.map((confidence) => [
      confidence,
      sumAmount(cells.get(`${reason} ${confidence}`) ?? []),
    ]);
  return Object.fromEntries(
    REASONS.map((reason) => [reason, Object.fromEntries(byConfidence(reason))]),
  ) as WasteTable;
}

/** Where the seats of a product are. */
export interface ProductSeats {
  product: Product;
  /** Held, and nothing says that they are wasted; null for a product whose seats cannot be used. */
  used: number | null;
  wasted: number;
  /** Assigned seats without a holder in what was read; negative where there are more holders. */
  difference: number | null;
}

/** Status in which no seat of a product can be used. */
const UNUSABLE: ReadonlySet<string> = new Set(['Suspended', 'Deleted', 'LockedOut']);

export function productSeats({marts}: ReportData): ProductSeats[] {
  const held = marts.m365__wasted_seats.filter(({reason}) => reason !== 'unassigned');
  const heldBySku = groupBy(held, ({sku_id}) => sku_id);
  return marts.m365__seat_inventory
    .filter(({is_assigned_to_people}) => is_assigned_to_people)
    .map((product) => {
      const heldWaste = heldBySku.get(product.sku_id)?.length ?? 0;
      const isUsable = !UNUSABLE.has(product.capability_status ?? '');
      return {
        product,
        used: isUsable ? product.held_in_scope - heldWaste - product.unknown_seats : null,
        wasted: wastedOf(product),
        difference:
          product.assigned_seats === null ? null : product.assigned_seats - product.held_in_scope,
      };
    });
}

/** Without those on the list of exceptions. */
export function wastedOf(product: Product): number {
  const {wasted_certain_seats, wasted_probable_seats, wasted_review_seats} = product;
  return (wasted_certain_seats ?? 0) + (wasted_probable_seats ?? 0) + (wasted_review_seats ?? 0);
}

export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Null when one of them is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

/** Of those that are known. */
export function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
