/** A tenant with a few people in it, and the time of the day there. */
import {startTenant} from '../../tenant/tenant';
import type {Sku, Tenant, TenantOptions, User} from '../../tenant/tenant';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2025-01-15T12:00:00Z');

/** Whoever the changes are about. One more in each domain keeps it from being empty. */
export const PEOPLE_AT_THE_START = 9;

const KEEPERS = ['contoso.com', 'fabrikam.com', 'emea.contoso.com', 'notcontoso.com'];

export type Standing = 'here' | 'in the bin' | 'gone';

/** What the commands know beforehand: whom there is something to do with. */
export interface Plan {
  people: Standing[];
}

export function newPlan(): Plan {
  return {people: Array<Standing>(PEOPLE_AT_THE_START).fill('here')};
}

export class World {
  now = START_MS;
  /** How often links expired so far. */
  readonly expiries = {page: 0, delta: 0};
  /** Gone for good, in the order of going. */
  readonly purged = new Set<string>();
  /** Whose sign-ins a list of changes need not name: they came into a list by another way. */
  readonly strangers = new Set<string>();
  private readonly ids: string[];
  /** What was bought at the start; a change may take it away and bring it back. */
  private readonly products: Sku[];

  private constructor(readonly tenant: Tenant) {
    const users = [...tenant.directory.all()];
    const keepers = users.splice(PEOPLE_AT_THE_START);
    this.ids = users.map(({id}) => id);
    keepers.forEach(({id}, place) =>
      tenant.directory.change(id, {userPrincipalName: `keeper@${KEEPERS[place]}`}),
    );
    this.products = tenant.skus.list();
  }

  static async open(options: TenantOptions): Promise<World> {
    let world: World | undefined = undefined;
    const now = (): number => world?.now ?? START_MS;
    const users = PEOPLE_AT_THE_START + KEEPERS.length;
    world = new World(await startTenant({...options, users, now}));
    return world;
  }

  pass(hours: number): void {
    this.now += hours * HOUR_MS;
  }

  hire(domain: string): void {
    const name = `hired${this.ids.length}@${domain}`;
    this.ids.push(this.tenant.directory.add({userPrincipalName: name, displayName: name}).id);
  }

  user(who: number): User {
    return this.tenant.directory.byId(this.idOf(who))!;
  }

  change(who: number, patch: Partial<User>): void {
    this.tenant.directory.change(this.idOf(who), patch);
  }

  /** A change of every user at once. */
  reorganise(companyName: string): void {
    const {directory} = this.tenant;
    for (const {id} of [...directory.all()]) directory.change(id, {companyName});
  }

  move(who: number, domain: string): void {
    this.strangers.add(this.idOf(who));
    this.change(who, {userPrincipalName: `moved${who}@${domain}`});
  }

  remove(who: number, permanently: boolean): void {
    this.tenant.directory.remove(this.idOf(who), {permanently});
    this.strangers.add(this.idOf(who));
    if (permanently) this.purged.add(this.idOf(who));
  }

  restore(who: number): void {
    this.tenant.directory.restore(this.idOf(who));
  }

  purge(who: number): void {
    this.tenant.directory.purge(this.idOf(who));
    this.purged.add(this.idOf(who));
  }

  signIn(who: number, {property, hoursAgo}: {property: SignInDate; hoursAgo: number}): void {
    const {signInActivity} = this.user(who);
    const date = new Date(this.now - hoursAgo * HOUR_MS).toISOString().replace(/\.\d+Z/, 'Z');
    if ((signInActivity?.[property] ?? '') > date) return;
    this.change(who, {signInActivity: {...signInActivity, [property]: date}});
  }

  /** Takes a product away, or brings it back as it was. */
  trade(place: number): void {
    const {skus} = this.tenant;
    const {skuId, skuPartNumber, prepaidUnits} = this.products[place]!;
    const isThere = skus.list().some((sku) => sku.skuId === skuId);
    if (isThere) skus.remove(skuId);
    else skus.add({skuId, skuPartNumber, prepaidUnits});
  }

  buySeats(place: number, seats: number): void {
    const {skuId, prepaidUnits} = this.products[place]!;
    const isThere = this.tenant.skus.list().some((sku) => sku.skuId === skuId);
    if (isThere) {
      this.tenant.skus.change(skuId, {prepaidUnits: {...prepaidUnits, enabled: seats}});
    }
  }

  license(who: number, place: number): void {
    const {skuId} = this.products[place]!;
    const held = this.user(who).assignedLicenses;
    const others = held.filter((licence) => licence.skuId !== skuId);
    const assignedLicenses =
      others.length < held.length ? others : [...held, {skuId, disabledPlans: []}];
    this.change(who, {assignedLicenses});
  }

  private idOf(who: number): string {
    return this.ids[who]!;
  }
}

export type SignInDate = 'lastSignInDateTime' | 'lastNonInteractiveSignInDateTime';
