/** The commercial subscriptions: one for each id in the subscriptionIds of a SKU. */
import {guid, mix, randomInt} from './seeded-random';
import type {ServicePlan} from './sku-catalogue';
import {isoTime} from './sign-ins';
import type {Sku, Skus} from './skus';

export interface Subscription {
  id: string;
  commerceSubscriptionId: string | null;
  createdDateTime: string | null;
  isTrial: boolean;
  /** When the status changes unless it is renewed; null where it never expires. */
  nextLifecycleDateTime: string | null;
  ownerId: string | null;
  /** The partner that sold it. */
  ownerTenantId: string | null;
  ownerType: string | null;
  serviceStatus: ServicePlan[];
  skuId: string;
  skuPartNumber: string;
  status: string;
  totalLicenses: number;
}

export interface SubscriptionsOptions {
  skus: Skus;
  seed: number;
  startMs: number;
}

const DAY_MS = 86_400_000;
const DAYS_AGO = 400;

/** What differs from a one-year term bought directly. */
const PURCHASE_TERMS: Readonly<
  Record<string, {trial?: true; neverExpires?: true; viaPartner?: true}>
> = {
  POWER_BI_PRO: {viaPartner: true},
  ENTERPRISEPACK: {viaPartner: true},
  FLOW_FREE: {neverExpires: true},
  PROJECTPREMIUM: {trial: true},
};

function seatsOf({prepaidUnits}: Sku): number {
  const {enabled, suspended, warning, lockedOut} = prepaidUnits;
  return enabled + suspended + warning + lockedOut;
}

export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #patches = new Map<string, Partial<Subscription>>();
  readonly #removed = new Set<string>();
  readonly #added: Subscription[] = [];

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  list(): Subscription[] {
    const sold = this.#options.skus
      .list()
      .flatMap((sku) =>
        sku.subscriptionIds.map((id, index) => this.#subscriptionFor(sku, id, index)),
      );
    return [...sold, ...this.#added]
      .filter(({id}) => !this.#removed.has(id))
      .map((subscription) => ({...subscription, ...this.#patches.get(subscription.id)}));
  }

  /** @param name id of the subscription, or skuPartNumber or skuId. */
  change(name: string, patch: Partial<Subscription>): Subscription {
    const found = this.#find(name);
    this.#patches.set(found.id, {...this.#patches.get(found.id), ...patch});
    return {...found, ...patch};
  }

  remove(name: string): void {
    this.#removed.add(this.#find(name).id);
  }

  /** A subscription that belongs to no SKU. */
  add(patch: Partial<Subscription> & {skuPartNumber: string}): Subscription {
    const [first] = this.#options.skus.list();
    if (!first) throw new Error('There is no SKU to copy.');
    const id = guid(mix(this.#options.seed + 7919 * (this.#added.length + 1)));
    const added = {...this.#subscriptionFor(first, id, 0), ...patch};
    this.#added.push(added);
    return added;
  }

  #find(name: string): Subscription {
    const found = this.list().find(
      ({id, skuId, skuPartNumber}) => id === name || skuId === name || skuPartNumber === name,
    );
    if (!found) throw new Error(`There is no subscription ${name}.`);
    return found;
  }

  #subscriptionFor(sku: Sku, id: string, index: number): Subscription {
    const {seed, startMs} = this.#options;
    const head = mix(parseInt(id.slice(0, 8), 16) ^ seed);
    const {
      trial = false,
      neverExpires = false,
      viaPartner = false,
    } = PURCHASE_TERMS[sku.skuPartNumber] ?? {};
    const createdMs = startMs - (DAYS_AGO + randomInt({seed, index: head}, 410, 600)) * DAY_MS;
    // Expired and expiring ones have a date within 15 days.
    const daysLeft = sku.capabilityStatus === 'Enabled' ? 20 + (head % 340) : (head % 30) - 15;
    const isLast = index === sku.subscriptionIds.length - 1;
    const share = Math.floor(seatsOf(sku) / Math.max(1, sku.subscriptionIds.length));
    return {
      createdDateTime: isoTime(createdMs),
      commerceSubscriptionId: neverExpires ? null : guid(mix(head ^ 0x5ab)),
      id,
      isTrial: trial,
      nextLifecycleDateTime: neverExpires ? null : isoTime(startMs + daysLeft * DAY_MS),
      serviceStatus: sku.servicePlans.map(({servicePlanType: _, ...plan}) => plan),
      skuId: sku.skuId,
      skuPartNumber: sku.skuPartNumber,
      status: sku.capabilityStatus,
      totalLicenses: isLast ? seatsOf(sku) - share * index : share,
      ownerId: viaPartner ? guid(mix(seed ^ 0x0e1)) : null,
      ownerTenantId: viaPartner ? guid(mix(seed ^ 0x0e2)) : null,
      ownerType: viaPartner ? 'User' : null,
    };
  }
}
