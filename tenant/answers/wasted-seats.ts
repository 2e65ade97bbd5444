/** The rows of m365__wasted_seats, without the id that the package makes. */
import type {Sku} from '../tenant';
import {People} from './person';
import {isAssignedToPeople, isInUse, Products} from './products';
import type {HeldProduct} from './products';
import {productName} from './product-name';
import {seatsOf, waysOf} from './seats';
import {daysBetween, priceOf} from './situation';
import type {Situation} from './situation';
import type {Tenant} from '../tenant';
import {missingForUse, verdictOf} from './verdict';
import type {Seat, Verdict, Waste} from './verdict';

export type Row = Record<string, string | number | boolean | null>;

export interface JudgedSeat {
  seat: Seat;
  verdict: Verdict | undefined;
}

export function judgedSeats(tenant: Tenant, situation: Situation): JudgedSeat[] {
  const products = new Products(tenant);
  return new People(tenant, situation)
    .all()
    .flatMap((person) => seatsOf(person, products))
    .map((seat) => ({seat, verdict: verdictOf(seat, products, situation)}));
}

export function usableSeats(sku: Sku): number {
  return isInUse({skuId: sku.skuId, sku}) ? sku.prepaidUnits.enabled + sku.prepaidUnits.warning : 0;
}

/** Seats that nobody has been given, less those that are kept free. */
export function unassignedSeats(sku: Sku, {seatBuffer}: Situation): number {
  const free = usableSeats(sku) - sku.consumedUnits - (seatBuffer[sku.skuId] ?? 0);
  return Math.max(0, free);
}

function assignedThrough({person, product}: Seat): string | null {
  const ways = waysOf(person, product).filter(({state}) => state !== 'Error');
  const byGroup = ways.some(({assignedByGroup}) => assignedByGroup !== null);
  const direct = ways.some(({assignedByGroup}) => assignedByGroup === null);
  if (byGroup && direct) return 'direct_and_group';
  return byGroup ? 'group' : direct ? 'direct' : null;
}

function groupIds({person, product}: Seat): string | null {
  const ids = waysOf(person, product)
    .filter(({state}) => state !== 'Error')
    .flatMap(({assignedByGroup}) => (assignedByGroup === null ? [] : [assignedByGroup]));
  return [...new Set(ids)].sort().join(',') || null;
}

function money(product: HeldProduct, seats: number, situation: Situation): Row {
  const price = priceOf(situation, product.skuId);
  return {
    monthly_price: price?.monthlyPrice ?? null,
    currency: price?.currency ?? null,
    monthly_value: price ? price.monthlyPrice * seats : null,
  };
}

function heldRow({seat, waste}: {seat: Seat; waste: Waste}, situation: Situation): Row {
  const {user, lastSeen} = seat.person;
  return {
    user_id: user.id,
    user_principal_name: user.userPrincipalName,
    display_name: user.displayName,
    account_enabled: user.accountEnabled,
    user_type: user.userType,
    department: user.department,
    cost_center: user.employeeOrgData?.costCenter ?? null,
    country: user.country,
    sku_id: seat.product.skuId,
    product: productName(seat.product),
    reason: waste.reason,
    confidence: waste.confidence,
    seats: 1,
    assigned_through: assignedThrough(seat),
    assigned_by_group_ids: groupIds(seat),
    covered_by: waste.coveredBy.join(',') || null,
    seat_since_date: seat.since ?? null,
    last_seen_date: lastSeen?.day ?? null,
    last_seen_source: lastSeen?.source ?? null,
    days_idle: lastSeen ? daysBetween(lastSeen.day, situation.asOf) : null,
    missing_data: [...new Set([...waste.missing, ...missingForUse(situation)])].join(',') || null,
    ...money(seat.product, 1, situation),
    saving_kind: 'reassignable',
    as_of_date: situation.asOf,
  };
}

function unassignedRow(sku: Sku, situation: Situation): Row {
  const product = {skuId: sku.skuId, sku};
  const seats = unassignedSeats(sku, situation);
  return {
    user_id: null,
    sku_id: sku.skuId,
    product: productName(product),
    reason: 'unassigned',
    confidence: 'certain',
    seats,
    ...money(product, seats, situation),
    saving_kind: 'reducible_at_renewal',
    as_of_date: situation.asOf,
  };
}

export function wastedSeats(tenant: Tenant, situation: Situation): Row[] {
  const held = judgedSeats(tenant, situation).flatMap(({seat, verdict}) =>
    verdict?.kind === 'waste' ? [heldRow({seat, waste: verdict}, situation)] : [],
  );
  const rest = tenant.skus
    .list()
    .filter((sku) => isAssignedToPeople({skuId: sku.skuId, sku}))
    .filter((sku) => unassignedSeats(sku, situation) > 0)
    .map((sku) => unassignedRow(sku, situation));
  return [...held, ...rest];
}
