/** What a product is to the answers: sold for money, for people, and part of which other. */
import type {Sku, Tenant} from '../tenant';

/** By part number: products that cost nothing. */
const FREE: ReadonlySet<string> = new Set(['FLOW_FREE']);

/** By part numbers, what Microsoft says of its suites where the lists of plans differ. */
const INCLUDED: readonly (readonly [larger: string, smaller: string])[] = [
  ['SPE_E5', 'SPE_E3'],
  ['SPE_E3', 'ENTERPRISEPACK'],
  ['SPE_E3', 'SPE_F1'],
  ['ENTERPRISEPACK', 'STANDARDPACK'],
];

const IN_USE: ReadonlySet<string> = new Set(['Enabled', 'Warning']);

/** A subscribed product, or one that people hold and the tenant does not list. */
export interface HeldProduct {
  skuId: string;
  sku: Sku | undefined;
}

export function isAssignedToPeople({sku}: HeldProduct): boolean {
  return sku === undefined || (sku.appliesTo === 'User' && !FREE.has(sku.skuPartNumber));
}

/** A seat of a suspended, locked-out or deleted product cannot be given back. */
export function isInUse({sku}: HeldProduct): boolean {
  return sku === undefined || IN_USE.has(sku.capabilityStatus);
}

function plans(sku: Sku): Set<string> {
  const names = sku.servicePlans.map(({servicePlanName}) => servicePlanName);
  return new Set(names.filter((name) => name !== 'EXCHANGE_S_FOUNDATION'));
}

/** Whether a holder of the product has a mailbox by it. */
export function hasMailbox({sku}: HeldProduct): boolean {
  return sku !== undefined && [...plans(sku)].some((name) => name.startsWith('EXCHANGE_S_'));
}

export function hasPlan({sku}: HeldProduct, name: string): boolean {
  return sku !== undefined && plans(sku).has(name);
}

export class Products {
  readonly #skus: readonly Sku[];

  constructor(tenant: Tenant) {
    this.#skus = tenant.skus.list();
  }

  list(): readonly Sku[] {
    return this.#skus;
  }

  find(skuId: string): HeldProduct {
    return {skuId, sku: this.#skus.find((sku) => sku.skuId === skuId)};
  }

  /** Whether the first makes the second superfluous. Of two equal ones, the one with the higher price or id does. */
  covers(larger: HeldProduct, smaller: HeldProduct, price: (skuId: string) => number): boolean {
    if (!larger.sku || !smaller.sku || larger.skuId === smaller.skuId) return false;
    if (this.#isIncluded(larger.sku.skuPartNumber, smaller.sku.skuPartNumber)) return true;
    const [more, fewer] = [plans(larger.sku), plans(smaller.sku)];
    if (fewer.size === 0 || ![...fewer].every((name) => more.has(name))) return false;
    if (more.size > fewer.size) return true;
    const difference = price(larger.skuId) - price(smaller.skuId);
    return difference === 0 ? larger.skuId > smaller.skuId : difference > 0;
  }

  #isIncluded(larger: string, smaller: string): boolean {
    return INCLUDED.some(
      ([whole, part]) => whole === larger && (part === smaller || this.#isIncluded(part, smaller)),
    );
  }
}
