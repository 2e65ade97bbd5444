/** Licences of a user, directly and nothing else. */
import type {Tenant, User} from '../../tenant/tenant';

/** @param held `since` in epoch milliseconds. */
export function hold(
  directory: Tenant['directory'],
  {id}: User,
  held: {skuIds: readonly string[]; since: number},
): void {
  const lastUpdatedDateTime = new Date(held.since).toISOString();
  directory.change(id, {
    assignedLicenses: held.skuIds.map((skuId) => ({skuId, disabledPlans: []})),
    licenseAssignmentStates: held.skuIds.map((skuId) => ({
      ...{skuId, assignedByGroup: null, disabledPlans: []},
      ...{state: 'Active', error: 'None', lastUpdatedDateTime},
    })),
  });
}
