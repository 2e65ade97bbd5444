/** Microsoft Entra ID P1 and P2 among the service plans of the tenant's licences. */
const PREMIUM_PLANS = [
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  'eec0eb4f-6444-4f95-aba0-50c24d67f998',
];

/** A licence in such a state gives nobody a right. */
const LAPSED = ['Suspended', 'Deleted', 'LockedOut'];

/** @returns undefined where the licences could not be read. */
export function hasPremium(skus: Record<string, unknown>[] | undefined): boolean | undefined {
  return skus?.some(({capabilityStatus, servicePlans}) => {
    if (LAPSED.includes(String(capabilityStatus))) return false;
    return Array.isArray(servicePlans) && servicePlans.some(isActivePremium);
  });
}

function isActivePremium(plan: unknown): boolean {
  const {servicePlanId, provisioningStatus} = (plan ?? {}) as Record<string, unknown>;
  return PREMIUM_PLANS.includes(String(servicePlanId)) && provisioningStatus === 'Success';
}
