/** The subscribed SKUs of the tenant, with consumedUnits counted from their holders. */
import type {Directory} from './directory';
import {guid, mix} from './seeded-random';
import {heldSkuIds} from './licences';
import {PREMIUM_PLAN_IDS, PRODUCTS, SKU_IDS} from './sku-catalogue';
import type {Product, ServicePlan} from './sku-catalogue';
import type {User} from './user';

export interface Sku {
  accountId: string;
  accountName: string;
  appliesTo: string;
  capabilityStatus: string;
  consumedUnits: number;
  id: string;
  skuId: string;
  skuPartNumber: string;
  subscriptionIds: string[];
  prepaidUnits: {enabled: number; suspended: number; warning: number; lockedOut: number};
  servicePlans: ServicePlan[];
}

export interface SkusOptions {
  tenantId: string;
  users: number;
  premium: boolean;
  directory: Directory;
}

export class Skus {
  version = 0;
  readonly #options: SkusOptions;
  readonly #skus: Sku[];
  /** SKUs whose consumedUnits a test has set. */
  readonly #fixedSeats = new Set<string>();
  #seats: Map<string, number> | undefined;

  constructor(options: SkusOptions) {
    this.#options = options;
    this.#skus = PRODUCTS.map((product) => this.#create(product));
    options.directory.onChange((before, after) => this.#recount(before, after));
  }

  list(): Sku[] {
    const seats = (this.#seats ??= this.#count());
    return this.#skus.map((sku) =>
      this.#fixedSeats.has(sku.skuId) ? sku : {...sku, consumedUnits: seats.get(sku.skuId) ?? 0},
    );
  }

  /** @param name skuPartNumber or skuId. */
  change(name: string, patch: Partial<Sku>): void {
    const sku = this.#skus[this.#indexOf(name)];
    if (sku) Object.assign(sku, patch);
    if (sku && patch.consumedUnits !== undefined) this.#fixedSeats.add(sku.skuId);
    this.version += 1;
  }

  remove(name: string): void {
    this.#skus.splice(this.#indexOf(name), 1);
    this.version += 1;
  }

  add(patch: Partial<Sku> & {skuPartNumber: string}): Sku {
    const skuId = patch.skuId ?? guid(mix(this.#skus.length + this.version * 977));
    const usual = {appliesTo: 'User', capabilityStatus: 'Enabled', seatsPerHundred: 10} as const;
    const plain = this.#create({...usual, plans: [], skuPartNumber: patch.skuPartNumber, skuId});
    const sku = {...plain, ...patch};
    this.#skus.push(sku);
    if (patch.consumedUnits !== undefined) this.#fixedSeats.add(sku.skuId);
    this.version += 1;
    return sku;
  }

  #indexOf(name: string): number {
    const index = this.#skus.findIndex((sku) => sku.skuPartNumber === name || sku.skuId === name);
    if (index < 0) throw new Error(`There is no subscription ${name}.`);
    return index;
  }

  #create(product: Product): Sku {
    const {skuId, skuPartNumber, appliesTo, capabilityStatus} = product;
    const {tenantId, users, premium} = this.#options;
    const seats = Math.ceil((users * product.seatsPerHundred) / 100) + 5;
    const of = (status: string): number => (capabilityStatus === status ? seats : 0);
    return {
      accountId: tenantId,
      accountName: 'Contoso',
      appliesTo,
      capabilityStatus,
      consumedUnits: 0,
      id: `${tenantId}_${skuId}`,
      skuId,
      skuPartNumber,
      subscriptionIds: subscriptionIds(skuId),
      prepaidUnits: {
        enabled: of('Enabled'),
        suspended: of('Suspended'),
        warning: of('Warning'),
        lockedOut: of('LockedOut'),
      },
      servicePlans: product.plans.map((plan) =>
        premium || !PREMIUM_PLAN_IDS.has(plan.servicePlanId)
          ? {...plan}
          : {...plan, provisioningStatus: 'Disabled'},
      ),
    };
  }

  /** One pass over all users at the first request; changes update the result from then on. */
  #count(): Map<string, number> {
    const {directory} = this.#options;
    const seats = new Map<string, number>();
    for (let index = 0; index < directory.size; index++) {
      if (directory.stateAt(index) !== 'live') continue;
      const userSeed = directory.unchangedUserSeed(index);
      const held = userSeed ? heldSkuIds(userSeed) : skuIdsOf(directory.at(index));
      for (const skuId of held) seats.set(skuId, (seats.get(skuId) ?? 0) + 1);
    }
    return seats;
  }

  #recount(before: User | undefined, after: User | undefined): void {
    const seats = this.#seats;
    if (!seats) return;
    for (const skuId of skuIdsOf(before)) seats.set(skuId, (seats.get(skuId) ?? 0) - 1);
    for (const skuId of skuIdsOf(after)) seats.set(skuId, (seats.get(skuId) ?? 0) + 1);
  }
}

/** The largest product has two subscriptions. */
function subscriptionIds(skuId: string): string[] {
  const head = parseInt(skuId.slice(0, 8), 16);
  const first = guid(mix(head));
  return skuId === SKU_IDS.SPE_E3 ? [first, guid(mix(head ^ 1))] : [first];
}

function skuIdsOf(user: User | undefined): string[] {
  return (user?.assignedLicenses ?? []).map((licence) => licence.skuId);
}
