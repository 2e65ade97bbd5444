/** Which product makes which other one superfluous for somebody who holds both. */
import type {Sku, Tenant} from '../tenant';
import {priceOf} from './prices';
import {partNumberOf} from './product-name';
import {isAssignedToPeople, isInUse, plansOf} from './products';
import type {HeldProduct} from './products';
import type {Situation} from './situation';

/** By part numbers, what Microsoft says of its suites where the lists of plans differ. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  SPE_E5: ['SPE_E3', 'POWER_BI_PRO'],
  SPE_E3: ['ENTERPRISEPACK', 'SPE_F1', 'AAD_PREMIUM'],
  SPE_F1: ['AAD_PREMIUM'],
  ENTERPRISEPACK: ['STANDARDPACK', 'OFFICESUBSCRIPTION'],
  PROJECTPREMIUM: ['PROJECTPROFESSIONAL'],
};

function hasAllPlans(larger: Sku, smaller: Sku): boolean {
  const [more, fewer] = [plansOf(larger), plansOf(smaller)];
  return fewer.size > 0 && [...fewer].every((name) => more.has(name));
}

export class Products {
  readonly #skus: readonly Sku[];
  readonly #situation: Situation;
  readonly #reached = new Map<string, ReadonlySet<string>>();

  constructor(tenant: Tenant, situation: Situation) {
    this.#skus = tenant.skus.list();
    this.#situation = situation;
  }

  list(): readonly Sku[] {
    return this.#skus;
  }

  find(skuId: string): HeldProduct {
    return {skuId, sku: this.#skus.find((sku) => sku.skuId === skuId)};
  }

  covers(larger: HeldProduct, smaller: HeldProduct): boolean {
    const isJudged = [larger, smaller].every((one) => isAssignedToPeople(one) && isInUse(one));
    if (!isJudged || larger.skuId === smaller.skuId) return false;
    const [large, small] = [partNumberOf(larger), partNumberOf(smaller)];
    if (large === null || small === null || !this.#partsOf(large).has(small)) return false;
    return !this.#partsOf(small).has(large) || this.#isDearer(larger, smaller);
  }

  /** Everything that the product brings, itself aside, by whatever chain. */
  #partsOf(partNumber: string): ReadonlySet<string> {
    const known = this.#reached.get(partNumber);
    if (known) return known;
    const parts = new Set<string>();
    const open = [partNumber];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const part of this.#directPartsOf(next)) {
        if (part === partNumber || parts.has(part)) continue;
        parts.add(part);
        open.push(part);
      }
    }
    this.#reached.set(partNumber, parts);
    return parts;
  }

  #directPartsOf(partNumber: string): string[] {
    const listed = this.#skus.find((sku) => sku.skuPartNumber === partNumber);
    const byPlans = this.#skus.filter((sku) => listed && hasAllPlans(listed, sku));
    return [
      ...(INCLUDED[partNumber] ?? []),
      ...byPlans.map(({skuPartNumber}) => skuPartNumber),
    ].filter((part) => part !== partNumber);
  }

  /** One with a price before one without; of equally dear ones the higher id. */
  #isDearer(one: HeldProduct, other: HeldProduct): boolean {
    const [price, otherPrice] = [one, other].map(
      (product) => priceOf(this.#situation, product)?.monthlyPrice ?? -1,
    ) as [number, number];
    return price === otherPrice ? one.skuId > other.skuId : price > otherPrice;
  }
}
