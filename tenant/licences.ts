/** The licences of a generated user, and how each was assigned. */
import {GROUPS_BY_SKU, LICENSE_GROUPS, plansWithout} from './license-groups';
import type {LicenseGroup} from './license-groups';
import {pickFrom, randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {isGuest, isEnabled} from './user-identity';
import {PRODUCTS, SKU_IDS} from './sku-catalogue';
import {createdAgeDays} from './presence';
import {isoTime} from './sign-ins';
import type {AssignedLicense, LicenseAssignmentState} from './user';

const DAY_MS = 86_400_000;
const NONE: readonly string[] = [];

/** Up to each percentage, the suites of a member; beyond the last, none. Some hold two. */
const SUITES: readonly (readonly [upTo: number, skuIds: readonly string[]])[] = [
  [42, [SKU_IDS.SPE_E3]],
  [56, [SKU_IDS.SPE_E5]],
  [58, [SKU_IDS.SPE_E3, SKU_IDS.SPE_E5]],
  [59, [SKU_IDS.SPE_E3, SKU_IDS.ENTERPRISEPACK]],
  [65, [SKU_IDS.ENTERPRISEPACK]],
  [71, [SKU_IDS.ENTERPRISEPACK, SKU_IDS.AAD_PREMIUM]],
  [72, [SKU_IDS.SPE_E3, SKU_IDS.AAD_PREMIUM]],
  [77, [SKU_IDS.SPE_F1]],
  [79, [SKU_IDS.STANDARDPACK]],
];

function suiteSkuIds(userSeed: UserSeed): readonly string[] {
  const chance = randomInt(userSeed, 20, 100);
  return SUITES.find(([upTo]) => chance < upTo)?.[1] ?? NONE;
}

/** One holder of a suite in so many also has this, by a draw of its own. */
const ADD_ONS: readonly (readonly [skuId: string, salt: number, bound: number])[] = [
  [SKU_IDS.COPILOT, 31, 6],
  [SKU_IDS.POWER_BI_PRO, 24, 8],
  [SKU_IDS.VISIOCLIENT, 25, 30],
  [SKU_IDS.PROJECTPROFESSIONAL, 32, 40],
  [SKU_IDS.PROJECTPREMIUM, 26, 80],
];

function guestSkuIds(userSeed: UserSeed): readonly string[] {
  const chance = randomInt(userSeed, 22, 30);
  if (chance === 0) return [SKU_IDS.ENTERPRISEPACK];
  return chance < 4 ? [SKU_IDS.FLOW_FREE] : NONE;
}

/** The SKU ids of a user's licences. Fast, because consumedUnits is counted from it. */
export function heldSkuIds(userSeed: UserSeed): readonly string[] {
  if (isGuest(userSeed)) return guestSkuIds(userSeed);
  // Half of the disabled accounts still hold their licences.
  if (!isEnabled(userSeed) && randomInt(userSeed, 23, 2) === 0) return NONE;
  const held = [...suiteSkuIds(userSeed)];
  if (held.length > 0) {
    for (const [skuId, salt, bound] of ADD_ONS) {
      if (randomInt(userSeed, salt, bound) === 0) held.push(skuId);
    }
  } else if (randomInt(userSeed, 33, 10) === 0) held.push(SKU_IDS.OFFICESUBSCRIPTION);
  if (randomInt(userSeed, 27, 3) === 0) held.push(SKU_IDS.FLOW_FREE);
  return held;
}

function disabledPlans(userSeed: UserSeed, skuId: string): string[] {
  if (randomInt(userSeed, 28, 10) !== 0) return [];
  const first = PRODUCTS.find((product) => product.skuId === skuId)?.plans[0];
  return first ? [first.servicePlanId] : [];
}

/** A plan is off where every assignment of the licence leaves it out. */
export function assignedLicenses(userSeed: UserSeed): AssignedLicense[] {
  return heldSkuIds(userSeed).map((skuId, index) => {
    const ways = assignmentsOf(userSeed, skuId, index).map(({plans}) => plans);
    const [first = disabledPlans(userSeed, skuId), ...others] = ways;
    const isOff = (plan: string): boolean => others.every((plans) => plans.includes(plan));
    return {skuId, disabledPlans: first.filter(isOff)};
  });
}

/** Through a group, or directly. */
interface Way {
  group?: LicenseGroup;
  plans: string[];
}

/** Some licences have both ways, and a few none. */
function assignmentsOf(userSeed: UserSeed, skuId: string, index: number): Way[] {
  const {viaGroup, direct} = assignmentPaths(userSeed, index);
  const groups = viaGroup ? (GROUPS_BY_SKU.get(skuId) ?? []) : [];
  const ways: Way[] = [];
  if (groups.length > 0) {
    const group = pickFrom(groups, randomInt(userSeed, 40, 1 << 16));
    ways.push({group, plans: plansWithout(group, skuId)});
  }
  if (direct) ways.push({plans: disabledPlans(userSeed, skuId)});
  return ways;
}

type Assignment = Pick<LicenseAssignmentState, 'state' | 'error'>;

const ACTIVE: Assignment = {state: 'Active', error: 'None'};

/** Failed group assignments. The first is by far the most frequent. */
const FAILURES: readonly Assignment[] = [
  {state: 'Error', error: 'CountViolation'},
  {state: 'Error', error: 'MutuallyExclusiveViolation'},
  {state: 'Error', error: 'DependencyViolation'},
  {state: 'Error', error: 'ProhibitedInUsageLocationViolation'},
  {state: 'ActiveWithError', error: 'UniquenessViolation'},
  {state: 'Disabled', error: 'None'},
];

/** Whether the licence is assigned by a group, directly, or both. */
function assignmentPaths(userSeed: UserSeed, index: number): {viaGroup: boolean; direct: boolean} {
  const way = randomInt(userSeed, 100 + index, 100);
  // A few licences have no assignment state at all.
  if (way === 99) return {viaGroup: false, direct: false};
  return {viaGroup: way < 60, direct: way >= 55};
}

/** Direct and group assignments; some licences have both, some group assignments failed. */
export function licenseAssignmentStates(userSeed: UserSeed): LicenseAssignmentState[] {
  // No licence is older than the account.
  const maxDays = Math.max(1, Math.min(900, createdAgeDays(userSeed)));
  const lastUpdatedDateTime = isoTime(
    userSeed.startMs - (1 + randomInt(userSeed, 29, maxDays)) * DAY_MS,
  );
  const states: LicenseAssignmentState[] = [];
  const assign = (skuId: string, {group, plans}: Way, how = ACTIVE): void => {
    const assignedByGroup = group?.id ?? null;
    states.push({skuId, assignedByGroup, disabledPlans: plans, ...how, lastUpdatedDateTime});
  };
  const held = heldSkuIds(userSeed);
  held.forEach((skuId, index) => {
    for (const way of assignmentsOf(userSeed, skuId, index)) assign(skuId, way);
  });
  if (!held.includes(SKU_IDS.SPE_E5) && randomInt(userSeed, 41, 25) === 0) {
    const isCount = randomInt(userSeed, 42, 2) === 0;
    const failure = FAILURES[isCount ? 0 : randomInt(userSeed, 43, FAILURES.length)];
    const [group] = LICENSE_GROUPS;
    if (group) assign(SKU_IDS.SPE_E5, {group, plans: plansWithout(group, SKU_IDS.SPE_E5)}, failure);
  }
  return states;
}
