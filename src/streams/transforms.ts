/**
 * Transforms of the licence streams: who holds which licence and why, and the names of its parts.
 * https://learn.microsoft.com/graph/api/resources/licenseassignmentstate
 */
import {SystemError} from '../errors';
import {isRow} from './row';
import type {ProductNameLookup, Row} from './stream';

/**
 * One row for each licence of a user and each assignment of it. A licence that the user holds
 * without a known assignment has a row, too.
 */
export function licensesOfUser(user: Row): Row[] {
  // Passed on as it is: the engine then fails the stream, instead of losing the user.
  if (typeof user['id'] !== 'string') return [user];
  const states = licensesIn(user, 'licenseAssignmentStates');
  const assigned = licensesIn(user, 'assignedLicenses');
  const explained = new Set(states.map(({skuId}) => skuId));
  const isHeld = holds(user, assigned);
  const rows: Row[] = [
    ...states.map((state) => licenseRow(user, state, sourceOf(state))),
    ...assigned
      .filter(({skuId}) => !explained.has(skuId))
      .map((license) => licenseRow(user, license, 'unknown')),
  ];
  for (const row of rows) row['is_held'] = isHeld(row['skuId']);
  // The service sometimes repeats an assignment; the later one counts.
  return [...new Map(rows.map((row) => [row['id'], row])).values()];
}

/**
 * Only assignedLicenses tells who occupies a seat: an assignment can be in error, disabled or not
 * yet processed. Where Graph leaves that list out, nobody knows.
 */
function holds(user: Row, assigned: readonly Row[]): (skuId: unknown) => boolean | null {
  if (!Array.isArray(user['assignedLicenses'])) return () => null;
  const held = new Set(assigned.map(({skuId}) => String(skuId).toLowerCase()));
  return (skuId) => held.has(String(skuId).toLowerCase());
}

/**
 * One row for each licence that a group assigns. Graph gives the list with every group, so one that
 * comes without it is not taken for a group without licences.
 */
export function licensesOfGroup(group: Row): Row[] {
  const {id: groupId, assignedLicenses, licenseProcessingState: processing, ...common} = group;
  // Passed on as it is: the engine then fails the stream, instead of losing the group.
  if (typeof groupId !== 'string') return [group];
  // The documentation has a text here, and the service an object with one.
  const licenseProcessingState = isRow(processing) ? processing['state'] : processing;
  const rows = licenseList(assignedLicenses, 'a group whose assignedLicenses').map(
    ({skuId, disabledPlans}): Row => ({
      ...{...common, id: `${groupId}_${String(skuId)}`, groupId},
      ...{skuId, disabledPlans, licenseProcessingState},
    }),
  );
  return [...new Map(rows.map((row) => [row['id'], row])).values()];
}

/** Adds the name of each service plan. */
export function withPlanNames(plans: unknown, names: ProductNameLookup): unknown {
  if (!Array.isArray(plans)) return plans;
  return plans.map((plan: unknown) => {
    if (!isRow(plan)) return plan;
    const name = names.servicePlan(plan['servicePlanId'], plan['servicePlanName']);
    return {...plan, service_plan_name: name};
  });
}

function licenseRow(user: Row, license: Row, source: 'direct' | 'group' | 'unknown'): Row {
  const {id: userId, userPrincipalName} = user;
  const {skuId, assignedByGroup, state, error, disabledPlans, lastUpdatedDateTime} = license;
  const row = {
    ...{userId, userPrincipalName, skuId, assignedByGroup, source},
    ...{state, error, disabledPlans, lastUpdatedDateTime},
  };
  return {id: licenseRowId(row), ...row};
}

/** The user, the SKU, and the group or the source. */
export function licenseRowId({userId, skuId, assignedByGroup, source}: Row): string {
  const via = source === 'group' ? assignedByGroup : source;
  return [userId, skuId, via].map(String).join('_');
}

function sourceOf({assignedByGroup}: Row): 'direct' | 'group' {
  return typeof assignedByGroup === 'string' && assignedByGroup !== '' ? 'group' : 'direct';
}

function licensesIn(user: Row, field: string): Row[] {
  return licenseList(user[field] ?? [], `a user whose ${field}`);
}

/** Each entry becomes a row, so none may be skipped. */
function licenseList(list: unknown, what: string): Row[] {
  const isComplete = Array.isArray(list) && list.every(isLicense);
  if (isComplete) return list;
  throw new SystemError(
    `Microsoft Graph sent ${what} is not a list of licences with a skuId. ` +
      'The stream ends here, so that nothing is left out unnoticed.',
  );
}

function isLicense(entry: unknown): entry is Row {
  return isRow(entry) && typeof entry['skuId'] === 'string' && entry['skuId'] !== '';
}
