/** A tenant as a program in another language wants it. */
import {ALL_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {NOON} from '../support/test-date';
import {SimulatedClock} from './simulated-clock';

export interface StartOptions extends Pick<
  TenantOptions,
  'users' | 'deletedUsers' | 'namedPeople' | 'premium' | 'concealed' | 'seed'
> {
  /** Permissions that the application does not have. */
  withoutRoles?: string[];
  /** One account without a licence, and nothing bought: no tenant has fewer. */
  isEmpty?: boolean;
}

/** Fewer could miss a kind of user, more would only take longer. */
const USERS = 60;

export async function startWithClock(
  options: StartOptions,
): Promise<{tenant: Tenant; clock: SimulatedClock}> {
  const {withoutRoles = [], isEmpty = false, ...others} = options;
  const clock = new SimulatedClock(NOON);
  const tenant = await startTenant({
    users: USERS,
    roles: ALL_ROLES.filter((role) => !withoutRoles.includes(role)),
    now: () => clock.now(),
    ...others,
    ...(isEmpty && {users: 1, deletedUsers: 0, groups: 0}),
  });
  if (isEmpty) clear(tenant);
  return {tenant, clock};
}

function clear({directory, skus}: Tenant): void {
  for (const {id} of directory.all()) {
    directory.change(id, {assignedLicenses: [], licenseAssignmentStates: []});
  }
  for (const {skuId} of skus.list()) skus.remove(skuId);
}
