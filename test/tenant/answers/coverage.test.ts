import {Products} from '../../../tenant/answers/coverage';
import {USUAL} from '../../../tenant/answers/situation';
import type {Price} from '../../../tenant/answers/situation';
import {SKU_IDS} from '../../../tenant/sku-catalogue';
import type {Tenant} from '../../../tenant/tenant';
import {open} from '../open-tenant';

/** Below and above the id of Entra ID P1. */
const LOWER = '00000000-0000-4000-8000-000000000001';
const HIGHER = 'ffffffff-0000-4000-8000-000000000001';
const P1 = SKU_IDS.AAD_PREMIUM;

/** A second product with the plans of Entra ID P1. */
async function withCopy(skuId: string, status = 'Enabled'): Promise<Tenant> {
  const {tenant} = await open({users: 0});
  const plans = tenant.skus.list().find((sku) => sku.skuId === P1)?.servicePlans ?? [];
  tenant.skus.add({
    skuPartNumber: 'COPY',
    skuId,
    servicePlans: [...plans],
    capabilityStatus: status,
  });
  return tenant;
}

/** Which of the copy and Entra ID P1 covers the other. */
function covering(tenant: Tenant, copyId: string, prices: readonly Price[] = []): string[] {
  const products = new Products(tenant, {...USUAL, asOf: '2026-03-10', prices});
  const [copy, original] = [products.find(copyId), products.find(P1)];
  return [
    ...(products.covers(copy, original) ? ['copy'] : []),
    ...(products.covers(original, copy) ? ['original'] : []),
  ];
}

test('of two products with the same plans the higher id covers the other', async () => {
  expect(covering(await withCopy(HIGHER), HIGHER)).toEqual(['copy']);
  expect(covering(await withCopy(LOWER), LOWER)).toEqual(['original']);
});

test('of two products with the same plans the dearer covers the other', async () => {
  const tenant = await withCopy(HIGHER);
  const prices = [
    {skuId: HIGHER, monthlyPrice: 5, currency: 'EUR'},
    {skuId: P1, monthlyPrice: 6, currency: 'EUR'},
  ];
  expect(covering(tenant, HIGHER, prices)).toEqual(['original']);
});

test('of two products with the same plans one with a price covers one without', async () => {
  const prices = [{skuId: LOWER, monthlyPrice: 0, currency: 'EUR'}];
  expect(covering(await withCopy(LOWER), LOWER, prices)).toEqual(['copy']);
});

test('a suspended product covers nothing and is not covered', async () => {
  expect(covering(await withCopy(HIGHER, 'Suspended'), HIGHER)).toEqual([]);
});

test('a product covers what its parts cover, also by parts that the tenant does not own', async () => {
  const {tenant} = await open({users: 0});
  tenant.skus.remove('SPE_E3');
  tenant.skus.remove('ENTERPRISEPACK');
  const products = new Products(tenant, {...USUAL, asOf: '2026-03-10'});
  const [e5, e1] = [products.find(SKU_IDS.SPE_E5), products.find(SKU_IDS.STANDARDPACK)];
  expect([products.covers(e5, e1), products.covers(e1, e5)]).toEqual([true, false]);
});
