/** Name, domain, guest and enabled of a generated user: what most other properties depend on. */
import {pickFrom, randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {awkwardName, GIVEN_NAMES, GIVEN_NAMES_ASCII, SURNAMES, SURNAMES_ASCII} from './names';

export const INITIAL_DOMAIN = 'contoso.onmicrosoft.com';
const GUEST = 'guest';

/** By index, not at random: any 25 consecutive users cover every kind of domain. */
const DOMAIN_BY_INDEX: readonly string[] = [
  ...Array<string>(6).fill('contoso.com'),
  'fabrikam.com',
  GUEST,
  'contoso.com',
  'emea.contoso.com',
  'notcontoso.com',
  'CONTOSO.COM',
  ...Array<string>(6).fill('contoso.com'),
  'fabrikam.com',
  GUEST,
  INITIAL_DOMAIN,
  'Contoso.com',
  'contoso.com',
  'fabrikam.com',
  'emea.contoso.com',
];

export function isGuest(userSeed: UserSeed): boolean {
  return pickFrom(DOMAIN_BY_INDEX, userSeed.index) === GUEST;
}

/** One account in a hundred is that of an AI agent. */
export function isAgent({index}: UserSeed): boolean {
  return index % 100 === 50;
}

export function isEnabled(userSeed: UserSeed): boolean {
  return randomInt(userSeed, 1, 16) !== 0;
}

export function isSynced(userSeed: UserSeed): boolean {
  return !isGuest(userSeed) && randomInt(userSeed, 2, 5) < 2;
}

export function givenName(userSeed: UserSeed): string {
  return pickFrom(GIVEN_NAMES, randomInt(userSeed, 3, 1 << 16));
}

export function surname(userSeed: UserSeed): string {
  return pickFrom(SURNAMES, randomInt(userSeed, 4, 1 << 16));
}

export function displayName(userSeed: UserSeed): string {
  const plain = `${givenName(userSeed)} ${surname(userSeed)}`;
  const awkward = randomInt(userSeed, 5, 12) === 0;
  return awkward ? awkwardName(plain, randomInt(userSeed, 6, 1 << 16)) : plain;
}

/** Unique by the index in it. */
function localPart(userSeed: UserSeed): string {
  const given = pickFrom(GIVEN_NAMES_ASCII, randomInt(userSeed, 3, 1 << 16));
  const family = pickFrom(SURNAMES_ASCII, randomInt(userSeed, 4, 1 << 16));
  return `${given}.${family}${userSeed.index}`;
}

export function mailNickname(userSeed: UserSeed): string {
  return isGuest(userSeed) ? `${localPart(userSeed)}_gmail.com#EXT#` : localPart(userSeed);
}

export function userPrincipalName(userSeed: UserSeed): string {
  const domain = pickFrom(DOMAIN_BY_INDEX, userSeed.index);
  if (domain === GUEST) return `${localPart(userSeed)}_gmail.com#EXT#@${INITIAL_DOMAIN}`;
  return `${localPart(userSeed)}@${domain}`;
}

export function mail(userSeed: UserSeed): string | null {
  if (isGuest(userSeed)) return `${localPart(userSeed)}@gmail.com`;
  return randomInt(userSeed, 7, 7) === 0 ? null : userPrincipalName(userSeed);
}
