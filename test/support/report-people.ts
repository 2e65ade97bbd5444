/** The people of a made-up tenant, and what becomes of the seat of each. */
import type {MartRow} from '../../report/marts';
import {wastedSeat} from './report-data';

export type WastedSeat = MartRow['m365__wasted_seats'];

export const PRODUCTS = [
  {sku_id: 'sku-e3', product: 'Microsoft 365 E3', price: 34},
  {sku_id: 'sku-e5', product: 'Microsoft 365 E5', price: 57.5},
  {sku_id: 'sku-visio', product: 'Visio Plan 2', price: null},
];

export const DEPARTMENTS = ['Sales, EMEA', 'R&D', 'Légal', null];

/** What becomes of the seat of the n-th user; in turn, so that each is counted easily. */
const VERDICTS: readonly (Pick<WastedSeat, 'reason' | 'confidence'> | 'used' | 'unknown')[] = [
  'used',
  {reason: 'inactive', confidence: 'probable'},
  {reason: 'account_disabled', confidence: 'certain'},
  'used',
  {reason: 'duplicate', confidence: 'certain'},
  {reason: 'never_signed_in', confidence: 'probable'},
  {reason: 'inactive', confidence: 'review'},
  {reason: 'product_not_used', confidence: 'review'},
  {reason: 'inactive', confidence: 'excluded'},
  'unknown',
];

export interface Person {
  index: number;
  id: string;
  name: string;
  address: string;
  department: string | null;
  verdict: (typeof VERDICTS)[number];
  one: (typeof PRODUCTS)[number];
  seat: WastedSeat | null;
}

export function personOf(index: number, hasPrices: boolean): Person {
  const verdict = VERDICTS[index % VERDICTS.length]!;
  const one = PRODUCTS[index % PRODUCTS.length]!;
  const person = {
    index,
    id: `user-${index}`,
    name: `Person Näme ${index}`,
    address: `person.${index}@contoso.com`,
    department: DEPARTMENTS[index % DEPARTMENTS.length] ?? null,
    verdict,
    one,
  };
  return {...person, seat: typeof verdict === 'string' ? null : seatOf(person, verdict, hasPrices)};
}

function seatOf(
  {index, id, name, address, department, one}: Omit<Person, 'seat'>,
  verdict: Pick<WastedSeat, 'reason' | 'confidence'>,
  hasPrices: boolean,
): WastedSeat {
  const price = hasPrices ? one.price : null;
  const isSeen = verdict.reason !== 'never_signed_in';
  return wastedSeat({
    ...verdict,
    wasted_seat_id: `${id}_${one.sku_id}`,
    user_id: id,
    user_principal_name: address,
    display_name: name,
    department,
    cost_center: `CC-${index % 5}`,
    country: 'Ireland',
    manager_id: `user-${index % 9}`,
    sku_id: one.sku_id,
    product: one.product,
    covered_by: verdict.reason === 'duplicate' ? 'sku-e5' : null,
    last_seen_date: isSeen ? '2026-02-24' : null,
    last_seen_source: isSeen ? 'exchange' : null,
    days_idle: isSeen ? 277 : null,
    monthly_price: price,
    currency: price === null ? null : 'EUR',
    monthly_value: price,
  });
}
