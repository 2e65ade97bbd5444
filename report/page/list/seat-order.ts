/** The order in which the list begins: what is sure and dear comes first, so that it is in the page when rows are left out. */
import type {WastedSeat} from './seat-row';

const TIERS = ['certain', 'probable', 'review', 'excluded'];

export function inListOrder(seats: readonly WastedSeat[]): WastedSeat[] {
  return [...seats].sort(
    (a, b) =>
      TIERS.indexOf(a.confidence) - TIERS.indexOf(b.confidence) ||
      (b.monthly_value ?? 0) - (a.monthly_value ?? 0) ||
      compare(a.product, b.product) ||
      compare(a.display_name ?? '', b.display_name ?? '') ||
      compare(a.wasted_seat_id ?? '', b.wasted_seat_id ?? ''),
  );
}

/** By code points, so that a page does not depend on the machine that makes it. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
