/** The rows of m365__seat_inventory: one for each product that the tenant has or that people hold. */
import type {Subscription, Tenant} from '../tenant';
import {productName} from './product-name';
import {isAssignedToPeople, isInUse, Products} from './products';
import type {HeldProduct} from './products';
import {priceOf} from './situation';
import type {Situation} from './situation';
import {judgedSeats, unassignedSeats, usableSeats} from './wasted-seats';
import type {JudgedSeat, Row} from './wasted-seats';
import type {Confidence} from './verdict';

type Renewal = Pick<Subscription, 'skuId' | 'nextLifecycleDateTime'>;

/** The earliest that is not past, else the latest that is. */
export function nextRenewal(renewals: readonly Renewal[], asOf: string): string | null {
  const days = renewals
    .map(({nextLifecycleDateTime}) => nextLifecycleDateTime)
    .filter((time): time is string => time !== null)
    .sort();
  return days.find((time) => time.slice(0, 10) >= asOf) ?? days.at(-1) ?? null;
}

function wasted(judged: readonly JudgedSeat[], confidence: Confidence): number {
  return judged.filter(
    ({verdict}) => verdict?.kind === 'waste' && verdict.confidence === confidence,
  ).length;
}

function missingData(judged: readonly JudgedSeat[]): string | null {
  const missing = judged.flatMap(({verdict}) =>
    verdict === undefined || verdict.kind === 'used' ? [] : verdict.missing,
  );
  return [...new Set(missing)].sort().join(',') || null;
}

interface ProductSeats {
  product: HeldProduct;
  judged: readonly JudgedSeat[];
}

function row(tenant: Tenant, situation: Situation, {product, judged}: ProductSeats): Row {
  const {sku} = product;
  const isForPeople = isAssignedToPeople(product);
  const usable = sku ? usableSeats(sku) : null;
  const assigned = sku ? sku.consumedUnits : null;
  const unassigned = sku && isForPeople ? unassignedSeats(sku, situation) : 0;
  const subscriptions = tenant.subscriptions.list().filter(({skuId}) => skuId === product.skuId);
  const price = priceOf(situation, product.skuId);
  const wastedSeats =
    wasted(judged, 'certain') + wasted(judged, 'probable') + wasted(judged, 'review') + unassigned;
  return {
    sku_id: product.skuId,
    sku_part_number: sku?.skuPartNumber ?? null,
    product: productName(product),
    is_assigned_to_people: isForPeople,
    usable_seats: usable,
    warning_seats: sku?.prepaidUnits.warning ?? null,
    suspended_seats: sku?.prepaidUnits.suspended ?? null,
    assigned_seats: assigned,
    unassigned_seats: usable === null || assigned === null ? null : Math.max(0, usable - assigned),
    over_assigned_seats:
      usable === null || assigned === null || !isInUse(product)
        ? 0
        : Math.max(0, assigned - usable),
    held_in_scope: judged.length,
    wasted_certain_seats: wasted(judged, 'certain') + unassigned,
    wasted_probable_seats: wasted(judged, 'probable'),
    wasted_review_seats: wasted(judged, 'review'),
    wasted_excluded_seats: wasted(judged, 'excluded'),
    unknown_seats: judged.filter(({verdict}) => verdict?.kind === 'unknown').length,
    missing_data: missingData(judged),
    monthly_price: price?.monthlyPrice ?? null,
    currency: price?.currency ?? null,
    monthly_value: price && usable !== null ? price.monthlyPrice * usable : null,
    wasted_monthly_value: price ? price.monthlyPrice * wastedSeats : null,
    capability_status: sku?.capabilityStatus ?? null,
    next_renewal_at: nextRenewal(subscriptions, situation.asOf),
    is_trial: subscriptions.some(({isTrial}) => isTrial),
    as_of_date: situation.asOf,
  };
}

export function seatInventory(tenant: Tenant, situation: Situation): Row[] {
  const judged = judgedSeats(tenant, situation);
  const products = new Products(tenant);
  const skuIds = new Set([
    ...products.list().map(({skuId}) => skuId),
    ...judged.map(({seat}) => seat.product.skuId),
  ]);
  return [...skuIds].map((skuId) =>
    row(tenant, situation, {
      product: products.find(skuId),
      judged: judged.filter(({seat}) => seat.product.skuId === skuId),
    }),
  );
}
