/** The rows of m365__seat_inventory: one for each product that the tenant has or that people hold. */
import type {Sku, Subscription} from '../tenant';
import {isCountedWaste} from './company';
import type {Company, JudgedSeat} from './company';
import {priceColumns, priceOf, valueOf} from './prices';
import {partNumberOf, productName} from './product-name';
import {isAssignedToPeople} from './products';
import type {HeldProduct} from './products';
import type {Row} from './row';
import * as units from './sku-units';
import type {Confidence} from './verdict';

type Renewal = Pick<Subscription, 'skuId' | 'nextLifecycleDateTime'>;

/** The earliest that is not past, else the latest that is. */
export function nextRenewal(renewals: readonly Renewal[], asOf: string): string | null {
  const days = renewals.flatMap(({nextLifecycleDateTime}) => nextLifecycleDateTime ?? []).sort();
  return days.find((time) => time.slice(0, 10) >= asOf) ?? days.at(-1) ?? null;
}

function count(judged: readonly JudgedSeat[], confidence: Confidence): number {
  return judged.filter(
    ({verdict}) => verdict?.kind === 'waste' && verdict.confidence === confidence,
  ).length;
}

/** The streams without which seats cannot be judged. */
function unknownColumns(judged: readonly JudgedSeat[]): Row {
  const missing = judged.flatMap(({verdict}) =>
    verdict?.kind === 'unknown' ? [verdict.missing] : [],
  );
  return {
    unknown_seats: missing.length,
    missing_data: [...new Set(missing.flat())].sort().join(',') || null,
  };
}

const UNLISTED: Row = {
  usable_seats: null,
  warning_seats: null,
  suspended_seats: null,
  assigned_seats: null,
  unassigned_seats: null,
  over_assigned_seats: null,
  buffer_seats: 0,
  capability_status: null,
};

function unitColumns(sku: Sku, {situation}: Company): Row {
  const unassigned = units.unassignedOf(sku, situation);
  return {
    usable_seats: units.usableSeats(sku),
    warning_seats: units.warningSeats(sku),
    suspended_seats: units.suspendedSeats(sku),
    assigned_seats: sku.consumedUnits,
    unassigned_seats: unassigned.seats,
    over_assigned_seats: units.overAssignedSeats(sku),
    buffer_seats: unassigned.kept,
    capability_status: sku.capabilityStatus,
  };
}

function renewalColumns(skuId: string, {tenant, situation}: Company): Row {
  const all = situation.hasSubscriptions ? tenant.subscriptions.list() : [];
  const subscriptions = all.filter((subscription) => subscription.skuId === skuId);
  return {
    next_renewal_at: nextRenewal(subscriptions, situation.asOf),
    is_trial: subscriptions.length > 0 ? subscriptions.some(({isTrial}) => isTrial) : null,
  };
}

/** Wasted seats of the product, those of excluded accounts left out. */
export function wastedSeatsOf({skuId, sku}: HeldProduct, {seats, situation}: Company): number {
  const held = seats.filter(({seat}) => seat.product.skuId === skuId).filter(isCountedWaste);
  return held.length + (sku ? units.unassignedOf(sku, situation).wasted : 0);
}

function row(product: HeldProduct, company: Company): Row {
  const {situation} = company;
  const {skuId, sku} = product;
  const judged = company.seats.filter(({seat}) => seat.product.skuId === skuId);
  const price = priceOf(situation, product);
  return {
    sku_id: skuId,
    sku_part_number: partNumberOf(product),
    product: productName(product),
    is_assigned_to_people: isAssignedToPeople(product),
    ...(sku ? unitColumns(sku, company) : UNLISTED),
    held_in_scope: judged.length,
    wasted_certain_seats:
      count(judged, 'certain') + (sku ? units.unassignedOf(sku, situation).wasted : 0),
    wasted_probable_seats: count(judged, 'probable'),
    wasted_review_seats: count(judged, 'review'),
    wasted_excluded_seats: count(judged, 'excluded'),
    ...unknownColumns(judged),
    ...priceColumns(price),
    monthly_value: valueOf(price, sku ? units.usableSeats(sku) : null),
    wasted_monthly_value: valueOf(price, wastedSeatsOf(product, company)),
    ...renewalColumns(skuId, company),
    as_of_date: situation.asOf,
  };
}

/** Those that the tenant lists, and those that people hold beside them. */
export function productsOf({products, seats}: Company): HeldProduct[] {
  const skuIds = new Set([
    ...products.list().map(({skuId}) => skuId),
    ...seats.map(({seat}) => seat.product.skuId),
  ]);
  return [...skuIds].map((skuId) => products.find(skuId));
}

export function seatInventory(company: Company): Row[] {
  return productsOf(company).map((product) => row(product, company));
}
