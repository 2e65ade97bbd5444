/** A month in a company: what happens on each of its days, a few things at a time. */
import {SKU_IDS} from '../../tenant/sku-catalogue';
import type {Tenant, User} from '../../tenant/tenant';
import {hold} from './hold-licences';

/** A seat that was given or taken on the day. */
export interface SeatEvent {
  /** YYYY-MM-DD. */
  day: string;
  userId: string;
  skuId: string;
  kind: 'given' | 'taken';
}

export interface CompanyDay {
  tenant: Tenant;
  /** From 1. */
  number: number;
  /** Epoch milliseconds. */
  now: number;
}

const ADD_ONS = [SKU_IDS.POWER_BI_PRO, SKU_IDS.VISIOCLIENT, SKU_IDS.COPILOT];

/** Lets the day happen. @returns the seats that changed hands. */
export function liveDay(company: CompanyDay): SeatEvent[] {
  const {tenant, number} = company;
  const before = heldSeats(tenant);
  const person = pick(tenant, number);
  if (number % 3 === 1) giveAddOn(company, person);
  if (number % 4 === 2) takeLast(company, pick(tenant, 7 * number));
  if (number % 5 === 3) wakeIdle(company);
  if (number % 6 === 4) tenant.directory.change(person.id, {accountEnabled: false});
  if (number % 7 === 5) tenant.directory.change(firstDisabled(tenant).id, {accountEnabled: true});
  if (number % 8 === 6) tenant.directory.remove(pick(tenant, 5 * number).id);
  if (number % 9 === 7) employ(company);
  if (number % 10 === 8) rename(company, person);
  return eventsBetween(before, heldSeats(tenant), new Date(company.now).toISOString().slice(0, 10));
}

function giveAddOn({tenant, number, now}: CompanyDay, person: User): void {
  const held = skuIdsOf(person);
  const added = ADD_ONS.find((skuId, place) => place >= number % 3 && !held.includes(skuId));
  if (added !== undefined) hold(tenant.directory, person, {skuIds: [...held, added], since: now});
}

function takeLast({tenant, now}: CompanyDay, person: User): void {
  hold(tenant.directory, person, {skuIds: skuIdsOf(person).slice(0, -1), since: now});
}

/** Somebody whom nobody has seen for long signs in. */
function wakeIdle({tenant, now, number}: CompanyDay): void {
  const longAgo = new Date(now - 95 * 86_400_000).toISOString();
  const idle = holders(tenant).filter(({signInActivity, accountEnabled}) => {
    const last = signInActivity?.lastSuccessfulSignInDateTime;
    return accountEnabled && typeof last === 'string' && last < longAgo;
  });
  const sleeper = idle[number % Math.max(1, idle.length)];
  if (sleeper) tenant.directory.signIn(sleeper.id, now);
}

function employ({tenant, now, number}: CompanyDay): void {
  const userPrincipalName = `starter${number}@contoso.com`;
  const starter = tenant.directory.add({userPrincipalName, department: 'Research'});
  hold(tenant.directory, starter, {skuIds: [SKU_IDS.SPE_E3], since: now});
}

function rename({tenant, number}: CompanyDay, {id, userPrincipalName}: User): void {
  tenant.directory.change(id, {
    userPrincipalName: `new${number}.${userPrincipalName}`,
    department: 'Moved',
  });
}

function firstDisabled(tenant: Tenant): User {
  const found = holders(tenant).find(({accountEnabled}) => !accountEnabled);
  if (!found) throw new Error('Nobody is disabled.');
  return found;
}

function pick(tenant: Tenant, number: number): User {
  const people = holders(tenant).filter(({accountEnabled}) => accountEnabled);
  return people[number % people.length]!;
}

function holders({directory}: Tenant): User[] {
  return [...directory.all()].filter(({assignedLicenses}) => assignedLicenses.length > 0);
}

function skuIdsOf({assignedLicenses}: User): string[] {
  return assignedLicenses.map(({skuId}) => skuId);
}

function heldSeats(tenant: Tenant): Map<string, readonly [userId: string, skuId: string]> {
  const seats = holders(tenant).flatMap((user) =>
    skuIdsOf(user).map((skuId) => [user.id, skuId] as const),
  );
  return new Map(seats.map((seat) => [seat.join('_'), seat]));
}

function eventsBetween(
  before: ReturnType<typeof heldSeats>,
  after: ReturnType<typeof heldSeats>,
  day: string,
): SeatEvent[] {
  const missingIn = (one: typeof before, other: typeof before): SeatEvent[] =>
    [...one]
      .filter(([key]) => !other.has(key))
      .map(([, [userId, skuId]]) => ({day, userId, skuId, kind: 'given'}));
  const taken = missingIn(before, after).map((event) => ({...event, kind: 'taken' as const}));
  return [...missingIn(after, before), ...taken];
}
