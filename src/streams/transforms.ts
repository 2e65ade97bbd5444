/**
 * Rows about licences: who holds which one and why, and the names of what is in them.
 * https://learn.microsoft.com/graph/api/resources/licenseassignmentstate
 */
import {SystemError} from '../errors';
import type {Row} from './define-stream';
import type {ProductNames} from './product-names';
import {isRow} from '../read/state';

/**
 * One row for each licence of a user and each way in which it was assigned. A licence that the
 * user holds without a known assignment gives a row all the same.
 */
export function licensesOfUser(user: Row): Row[] {
  // Whatever has no id is passed on as it is, so that it is refused and not lost.
  if (typeof user['id'] !== 'string') return [user];
  const states = licensesIn(user, 'licenseAssignmentStates');
  const assigned = licensesIn(user, 'assignedLicenses');
  const explained = new Set(states.map(({skuId}) => skuId));
  const rows = [
    ...states.map((state) => licenseRow(user, state, sourceOf(state))),
    ...assigned
      .filter(({skuId}) => !explained.has(skuId))
      .map((license) => licenseRow(user, license, 'unknown')),
  ];
  // The service has been seen to repeat an assignment; the later one counts.
  return [...new Map(rows.map((row) => [row['id'], row])).values()];
}

/** Adds the name of each service plan. */
export function withPlanNames(plans: unknown, names: ProductNames): unknown {
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
  const via = source === 'group' ? assignedByGroup : source;
  const id = [userId, skuId, via].map(String).join('_');
  return {
    ...{id, userId, userPrincipalName, skuId, assignedByGroup, source},
    ...{state, error, disabledPlans, lastUpdatedDateTime},
  };
}

function sourceOf({assignedByGroup}: Row): 'direct' | 'group' {
  return typeof assignedByGroup === 'string' && assignedByGroup !== '' ? 'group' : 'direct';
}

/** Each entry becomes a row, so none may be passed over. */
function licensesIn(user: Row, field: string): Row[] {
  const list = user[field] ?? [];
  const isComplete = Array.isArray(list) && list.every(isLicense);
  if (isComplete) return list;
  throw new SystemError(
    `Microsoft Graph sent a user whose ${field} is not a list of licences with a skuId. ` +
      'The stream ends here, so that nothing is left out unnoticed.',
  );
}

function isLicense(entry: unknown): entry is Row {
  return isRow(entry) && typeof entry['skuId'] === 'string' && entry['skuId'] !== '';
}
