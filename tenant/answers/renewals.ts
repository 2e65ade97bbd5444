/** The rows of m365__renewals: one for each subscription. */
import type {Company} from './company';
import {PRODUCT_NAMES} from '../sku-catalogue';
import type {Row} from './row';
import {productsOf, wastedSeatsOf} from './seat-inventory';
import {daysBetween} from './situation';

/** Null for a product that is neither listed nor held. */
function wastedBySkuId(company: Company): ReadonlyMap<string, number> {
  return new Map(
    productsOf(company).map((product) => [product.skuId, wastedSeatsOf(product, company)]),
  );
}

export function renewals(company: Company): Row[] {
  const {tenant, situation} = company;
  const wasted = wastedBySkuId(company);
  const subscriptions = situation.hasSubscriptions ? tenant.subscriptions.list() : [];
  return subscriptions.map((subscription) => {
    const {skuId, skuPartNumber} = subscription;
    const day = subscription.nextLifecycleDateTime?.slice(0, 10) ?? null;
    return {
      subscription_id: subscription.id,
      sku_id: skuId,
      product: PRODUCT_NAMES.get(skuId) ?? skuPartNumber,
      seats: subscription.totalLicenses,
      is_trial: subscription.isTrial,
      status: subscription.status,
      next_lifecycle_date: day,
      days_left: day === null ? null : daysBetween(situation.asOf, day),
      wasted_seats: wasted.get(skuId) ?? null,
    };
  });
}
