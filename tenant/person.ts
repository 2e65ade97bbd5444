/** Who a generated user is: name, domain and the two facts that most other properties hang on. */
import {pickFrom, roll} from './dice';
import type {Seat} from './dice';
import {awkwardName, GIVEN_NAMES, GIVEN_NAMES_ASCII, SURNAMES, SURNAMES_ASCII} from './names';

export const INITIAL_DOMAIN = 'contoso.onmicrosoft.com';
const GUEST = 'guest';

/** By index and not by chance: any 25 neighbours show every kind of domain. */
const DOMAIN_OF_PLACE: readonly string[] = [
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

export function isGuest(seat: Seat): boolean {
  return pickFrom(DOMAIN_OF_PLACE, seat.index) === GUEST;
}

export function isEnabled(seat: Seat): boolean {
  return roll(seat, 1, 16) !== 0;
}

export function isSynced(seat: Seat): boolean {
  return !isGuest(seat) && roll(seat, 2, 5) < 2;
}

export function givenName(seat: Seat): string {
  return pickFrom(GIVEN_NAMES, roll(seat, 3, 1 << 16));
}

export function surname(seat: Seat): string {
  return pickFrom(SURNAMES, roll(seat, 4, 1 << 16));
}

export function displayName(seat: Seat): string {
  const plain = `${givenName(seat)} ${surname(seat)}`;
  const awkward = roll(seat, 5, 12) === 0;
  return awkward ? awkwardName(plain, roll(seat, 6, 1 << 16)) : plain;
}

/** The index in it keeps it unique. */
function localPart(seat: Seat): string {
  const given = pickFrom(GIVEN_NAMES_ASCII, roll(seat, 3, 1 << 16));
  const family = pickFrom(SURNAMES_ASCII, roll(seat, 4, 1 << 16));
  return `${given}.${family}${seat.index}`;
}

export function userPrincipalName(seat: Seat): string {
  const domain = pickFrom(DOMAIN_OF_PLACE, seat.index);
  if (domain === GUEST) return `${localPart(seat)}_gmail.com#EXT#@${INITIAL_DOMAIN}`;
  return `${localPart(seat)}@${domain}`;
}

export function mail(seat: Seat): string | null {
  if (isGuest(seat)) return `${localPart(seat)}@gmail.com`;
  return roll(seat, 7, 7) === 0 ? null : userPrincipalName(seat);
}
