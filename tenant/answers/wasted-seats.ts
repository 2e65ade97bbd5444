/** The rows of m365__wasted_seats. */
import type {Sku} from '../tenant';
import type {Company, JudgedSeat} from './company';
import {daysIdle} from './person';
import {priceColumns, priceOf, valueOf} from './prices';
import {productName} from './product-name';
import {isAssignedToPeople} from './products';
import type {Row} from './row';
import {unassignedOf} from './sku-units';
import {waysOf} from './seats';
import type {Seat} from './seats';
import type {Situation} from './situation';
import type {Waste} from './verdict';

/** Null where Graph does not say how the licence was assigned. */
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
    .flatMap(({assignedByGroup}) => assignedByGroup ?? []);
  return [...new Set(ids)].sort().join(',') || null;
}

function personColumns({user, managerId}: Seat['person']): Row {
  return {
    user_id: user.id,
    user_principal_name: user.userPrincipalName,
    display_name: user.displayName,
    account_enabled: user.accountEnabled,
    user_type: user.userType,
    department: user.department,
    cost_center: user.employeeOrgData?.costCenter ?? null,
    country: user.country,
    manager_id: managerId,
  };
}

const NOBODY: Row = {
  user_id: null,
  user_principal_name: null,
  display_name: null,
  account_enabled: null,
  user_type: null,
  department: null,
  cost_center: null,
  country: null,
  manager_id: null,
  assigned_through: null,
  assigned_by_group_ids: null,
  covered_by: null,
  seat_since_date: null,
  last_seen_date: null,
  last_seen_source: null,
  days_idle: null,
  missing_data: null,
};

function heldRow({seat, waste}: {seat: Seat; waste: Waste}, situation: Situation): Row {
  const {person, product} = seat;
  const price = priceOf(situation, product);
  return {
    wasted_seat_id: seat.id,
    ...personColumns(person),
    sku_id: product.skuId,
    product: productName(product),
    reason: waste.reason,
    confidence: waste.confidence,
    seats: 1,
    assigned_through: assignedThrough(seat),
    assigned_by_group_ids: groupIds(seat),
    covered_by: waste.coveredBy.join(',') || null,
    seat_since_date: seat.since ?? null,
    last_seen_date: person.lastSeen?.day ?? null,
    last_seen_source: person.lastSeen?.source ?? null,
    days_idle: daysIdle(person, situation) ?? null,
    missing_data: waste.missing.join(',') || null,
    ...priceColumns(price),
    monthly_value: valueOf(price, 1),
    saving_kind: 'reassignable',
    as_of_date: situation.asOf,
  };
}

function unassignedRow(sku: Sku, seats: number, situation: Situation): Row {
  const product = {skuId: sku.skuId, sku};
  const price = priceOf(situation, product);
  return {
    ...NOBODY,
    wasted_seat_id: `${sku.skuId}_unassigned`,
    sku_id: sku.skuId,
    product: productName(product),
    reason: 'unassigned',
    confidence: 'certain',
    seats,
    ...priceColumns(price),
    monthly_value: valueOf(price, seats),
    saving_kind: 'reducible_at_renewal',
    as_of_date: situation.asOf,
  };
}

function heldRowOf({seat, verdict}: JudgedSeat, situation: Situation): Row[] {
  return verdict?.kind === 'waste' ? [heldRow({seat, waste: verdict}, situation)] : [];
}

export function wastedSeats({products, situation, seats}: Company): Row[] {
  const held = seats.flatMap((seat) => heldRowOf(seat, situation));
  const rest = products
    .list()
    .filter((sku) => isAssignedToPeople({skuId: sku.skuId, sku}))
    .flatMap((sku) => {
      const {wasted} = unassignedOf(sku, situation);
      return wasted > 0 ? [unassignedRow(sku, wasted, situation)] : [];
    });
  return [...held, ...rest];
}
