/** The seats of a listed product, as far as they can be used. */
import type {Sku} from '../tenant';
import {isAssignedToPeople, isInUse} from './products';
import type {Situation} from './situation';

function isUsable(sku: Sku): boolean {
  return isInUse({skuId: sku.skuId, sku});
}

export function usableSeats(sku: Sku): number {
  return isUsable(sku) ? sku.prepaidUnits.enabled + sku.prepaidUnits.warning : 0;
}

/** Of the usable ones. */
export function warningSeats(sku: Sku): number {
  return isUsable(sku) ? sku.prepaidUnits.warning : 0;
}

export function suspendedSeats({prepaidUnits, ...sku}: Sku): number {
  const {enabled, warning, suspended, lockedOut} = prepaidUnits;
  const bought = isUsable({...sku, prepaidUnits}) ? 0 : enabled + warning;
  return suspended + lockedOut + bought;
}

/** Assigned ones beyond the usable ones. */
export function overAssignedSeats(sku: Sku): number {
  return isUsable(sku) ? Math.max(0, sku.consumedUnits - usableSeats(sku)) : 0;
}

/** Those that nobody has been given, and how many of them the reserve keeps. */
export interface Unassigned {
  seats: number;
  kept: number;
  wasted: number;
}

export function unassignedOf(sku: Sku, {seatBuffer}: Situation): Unassigned {
  const seats = Math.max(0, usableSeats(sku) - sku.consumedUnits);
  if (!isAssignedToPeople({skuId: sku.skuId, sku})) return {seats, kept: 0, wasted: 0};
  const reserve = Math.max(seatBuffer[sku.skuId] ?? 0, seatBuffer[sku.skuPartNumber] ?? 0);
  const kept = Math.min(reserve, seats);
  return {seats, kept, wasted: seats - kept};
}
