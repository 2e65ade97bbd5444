/** The rows that the streams about licences owe a tenant, with the names from Microsoft's list. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Sku, Subscription, Tenant, User} from '../../tenant/tenant';
import {REPOSITORY} from '../support/connector';
import type {Row} from '../support/messages';

type Product = [skuId: string, skuPartNumber: string, name: string];

function listOf(file: string): Map<string, Product> {
  const path = join(REPOSITORY, 'resources', file);
  const {names} = JSON.parse(readFileSync(path, 'utf8')) as {names: Product[]};
  return new Map(names.map((entry) => [entry[0], entry]));
}

const PRODUCTS = listOf('sku-names.json');
const PLANS = listOf('service-plan-names.json');

/** With the name of the product, and of each service plan under `plans`. */
export function named(row: Sku | Subscription, plans: 'servicePlans' | 'serviceStatus'): Row {
  const withPlans = row as unknown as Record<string, {servicePlanId: string}[]>;
  return {
    ...row,
    sku_name: PRODUCTS.get(row.skuId)?.[2] ?? null,
    [plans]: withPlans[plans]?.map((plan) => ({
      ...plan,
      service_plan_name: PLANS.get(plan.servicePlanId)?.[2] ?? null,
    })),
  };
}

/** One row for each way in which a user got a licence. */
export function licenceRows(users: Iterable<User>): Row[] {
  return [...users].flatMap((user) => {
    const assigned = user.licenseAssignmentStates.map((state) => ({
      ...state,
      source: state.assignedByGroup === null ? 'direct' : 'group',
    }));
    const told = new Set(assigned.map(({skuId}) => skuId));
    const untold = user.assignedLicenses
      .filter(({skuId}) => !told.has(skuId))
      .map((licence) => ({...licence, ...NOT_TOLD}));
    return [...assigned, ...untold].map((licence) => ({
      ...licence,
      id: `${user.id}_${licence.skuId}_${licence.assignedByGroup ?? licence.source}`,
      userId: user.id,
      userPrincipalName: user.userPrincipalName,
      skuPartNumber: PRODUCTS.get(licence.skuId)?.[1] ?? null,
      sku_name: PRODUCTS.get(licence.skuId)?.[2] ?? null,
      is_held: user.assignedLicenses.some(({skuId}) => skuId === licence.skuId),
    }));
  });
}

/** One row for each product of a group. Whether it has errors is what its members say. */
export function groupRows({directory, groups}: Tenant): Row[] {
  const states = [...directory.all()].flatMap((user) => user.licenseAssignmentStates);
  const failed = states.filter(({state}) => state === 'Error' || state === 'ActiveWithError');
  const withErrors = new Set(failed.map(({assignedByGroup}) => assignedByGroup));
  return groups.list().flatMap(({assignedLicenses, licenseProcessingState, ...group}) =>
    assignedLicenses.map((licence) => ({
      ...group,
      ...licence,
      id: `${group.id}_${licence.skuId}`,
      groupId: group.id,
      sku_name: PRODUCTS.get(licence.skuId)?.[2] ?? null,
      licenseProcessingState: licenseProcessingState?.state ?? null,
      hasMembersWithLicenseErrors: withErrors.has(group.id),
    })),
  );
}

/** What Graph leaves out where it lists a licence without telling how the user got it. */
const NOT_TOLD = {
  assignedByGroup: null,
  source: 'unknown',
  state: null,
  error: null,
  lastUpdatedDateTime: null,
};
