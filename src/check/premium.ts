/** Microsoft Entra ID P1 and P2 among the service plans of the tenant's licences. */
const PREMIUM_PLANS = [
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  'eec0eb4f-6444-4f95-aba0-50c24d67f998',
];

/** @returns undefined where the licences could not be read. */
export function hasPremium(skus: Record<string, unknown>[] | undefined): boolean | undefined {
  return skus?.some(({servicePlans}) =>
    Array.isArray(servicePlans) ? servicePlans.some(isActivePremium) : false,
  );
}

function isActivePremium(plan: unknown): boolean {
  const {servicePlanId, provisioningStatus} = (plan ?? {}) as Record<string, unknown>;
  return PREMIUM_PLANS.includes(String(servicePlanId)) && provisioningStatus === 'Success';
}
