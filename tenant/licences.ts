/** Which licences a generated user holds, and how each of them was assigned. */
import {guid, mix, roll} from './dice';
import type {Seat} from './dice';
import {isGuest, isEnabled} from './person';
import {PRODUCTS, SKU_IDS} from './sku-catalogue';
import {isoTime} from './sign-ins';
import type {AssignedLicense, LicenseAssignmentState} from './user';

const DAY_MS = 86_400_000;
const GROUPS = [guid(mix(71)), guid(mix(72)), guid(mix(73))] as const;
const NONE: readonly string[] = [];

function bundle(seat: Seat): string[] {
  const chance = roll(seat, 20, 100);
  if (chance < 45) return [SKU_IDS.SPE_E3];
  if (chance < 60) return [SKU_IDS.SPE_E5];
  if (chance >= 72) return [];
  const premium = roll(seat, 21, 2) === 0 ? [SKU_IDS.AAD_PREMIUM] : [];
  return [SKU_IDS.ENTERPRISEPACK, ...premium];
}

/** The ids of the products a user holds: all that counting seats needs, so it is kept cheap. */
export function heldSkuIds(seat: Seat): readonly string[] {
  if (isGuest(seat)) return roll(seat, 22, 10) === 0 ? [SKU_IDS.FLOW_FREE] : NONE;
  // Half of the disabled accounts still hold what nobody took from them.
  if (!isEnabled(seat) && roll(seat, 23, 2) === 0) return NONE;
  const held = bundle(seat);
  if (held.length > 0) {
    if (roll(seat, 24, 8) === 0) held.push(SKU_IDS.POWER_BI_PRO);
    if (roll(seat, 25, 30) === 0) held.push(SKU_IDS.VISIOCLIENT);
    if (roll(seat, 26, 80) === 0) held.push(SKU_IDS.PROJECTPREMIUM);
  }
  if (roll(seat, 27, 3) === 0) held.push(SKU_IDS.FLOW_FREE);
  return held;
}

function disabledPlans(seat: Seat, skuId: string): string[] {
  if (roll(seat, 28, 10) !== 0) return [];
  const first = PRODUCTS.find((product) => product.skuId === skuId)?.plans[0];
  return first ? [first.servicePlanId] : [];
}

export function assignedLicenses(seat: Seat): AssignedLicense[] {
  return heldSkuIds(seat).map((skuId) => ({skuId, disabledPlans: disabledPlans(seat, skuId)}));
}

type Assignment = Pick<LicenseAssignmentState, 'state' | 'error'>;

const WORKS: Assignment = {state: 'Active', error: 'None'};

/** What an assignment by a group runs into. The first is by far the most frequent. */
const FAILURES: readonly Assignment[] = [
  {state: 'Error', error: 'CountViolation'},
  {state: 'Error', error: 'MutuallyExclusiveViolation'},
  {state: 'Error', error: 'DependencyViolation'},
  {state: 'Error', error: 'ProhibitedInUsageLocationViolation'},
  {state: 'ActiveWithError', error: 'UniquenessViolation'},
  {state: 'Disabled', error: 'None'},
];

/** The group that brings the licence, and whether somebody assigned it by hand as well. */
function waysOf(seat: Seat, place: number): {viaGroup: boolean; direct: boolean} {
  const way = roll(seat, 30 + place, 100);
  // Of a few licences the service does not know how they were assigned.
  if (way === 99) return {viaGroup: false, direct: false};
  return {viaGroup: way < 60, direct: way >= 55};
}

/** Direct and group assignments; some licences come both ways, some were promised and failed. */
export function licenseAssignmentStates(seat: Seat): LicenseAssignmentState[] {
  const lastUpdatedDateTime = isoTime(seat.startMs - (1 + roll(seat, 29, 900)) * DAY_MS);
  const states: LicenseAssignmentState[] = [];
  const assign = (skuId: string, group: string | null, how = WORKS): void => {
    const plans = disabledPlans(seat, skuId);
    states.push({skuId, assignedByGroup: group, disabledPlans: plans, ...how, lastUpdatedDateTime});
  };
  const held = heldSkuIds(seat);
  held.forEach((skuId, place) => {
    const {viaGroup, direct} = waysOf(seat, place);
    if (viaGroup) assign(skuId, GROUPS[roll(seat, 40, GROUPS.length)] ?? null);
    if (direct) assign(skuId, null);
  });
  if (!held.includes(SKU_IDS.SPE_E5) && roll(seat, 41, 25) === 0) {
    const isCount = roll(seat, 42, 2) === 0;
    const failure = FAILURES[isCount ? 0 : roll(seat, 43, FAILURES.length)];
    assign(SKU_IDS.SPE_E5, GROUPS[0], failure);
  }
  return states;
}
