/** Organisational details of a generated user. */
import {DEPARTMENTS, LOCATIONS} from './names';
import {guid, mix, pickFrom, randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {createdAgeDays} from './presence';
import {isoTime} from './sign-ins';
import type {ProvisioningError, ServiceError, User} from './user';
import * as identity from './user-identity';

const DAY_MS = 86_400_000;
const ATTRIBUTES = 15;

const STREETS = ['Hauptstraße 12', 'Rua "Nova" 7, 3º', "Via dell'Aquila 1", 'Main St.\nSuite 400'];
const DIVISIONS = ['Headquarters', 'Field', 'Headquarters', 'Shared "Services"'];

/** Every department has one cost centre and one division. */
export function organizationOf(department: string): {costCenter: string; division: string} {
  const place = DEPARTMENTS.indexOf(department);
  return {costCenter: `CC-${4000 + 10 * place}`, division: pickFrom(DIVISIONS, place)};
}

/** Half-filled for one user in twenty. */
export function employeeOrgData(
  userSeed: UserSeed,
  department: string | null,
): User['employeeOrgData'] {
  if (department === null || identity.isGuest(userSeed)) return null;
  const organization = organizationOf(department);
  return randomInt(userSeed, 100, 20) === 0 ? {...organization, division: null} : organization;
}

export function employeeHireDate(userSeed: UserSeed): string | null {
  const isUnknown = identity.isGuest(userSeed) || identity.isAgent(userSeed);
  if (isUnknown || randomInt(userSeed, 101, 5) === 0) return null;
  const days = createdAgeDays(userSeed) + randomInt(userSeed, 102, 30) - 10;
  return isoTime(Math.floor((userSeed.startMs - days * DAY_MS) / DAY_MS) * DAY_MS);
}

export function streetAddress(userSeed: UserSeed): string | null {
  const place = randomInt(userSeed, 103, STREETS.length + 1);
  return STREETS[place] ?? null;
}

/** With leading zeros, as in many countries. */
export function postalCode(userSeed: UserSeed): string | null {
  const code = randomInt(userSeed, 104, 100_000).toString().padStart(5, '0');
  return randomInt(userSeed, 105, 6) === 0 ? null : code;
}

export function mobilePhone(userSeed: UserSeed): string | null {
  return randomInt(userSeed, 106, 3) === 0 ? `+49 170 555${1000 + userSeed.index}` : null;
}

export function otherMails(userSeed: UserSeed): string[] {
  if (identity.isGuest(userSeed)) return [identity.mail(userSeed)].filter((mail) => mail !== null);
  return randomInt(userSeed, 107, 10) === 0 ? [`u${userSeed.index}@private.example`] : [];
}

/** The main address and, for some, others. */
export function proxyAddresses(userSeed: UserSeed): string[] {
  const address = identity.mail(userSeed);
  if (address === null) return [];
  const aliases = randomInt(userSeed, 108, 3);
  const names = Array.from({length: aliases}, (_, place) => `alias${place}.${userSeed.index}`);
  return [`SMTP:${address}`, ...names.map((name) => `smtp:${name}@${identity.INITIAL_DOMAIN}`)];
}

/** Always there with all of its members; those of a synchronised user have values. */
export function extensionAttributes(
  userSeed: UserSeed,
): NonNullable<User['onPremisesExtensionAttributes']> {
  const isSynced = identity.isSynced(userSeed);
  const country = pickFrom(LOCATIONS, randomInt(userSeed, 60, 1 << 16))[3];
  const values = isSynced ? [`E${userSeed.index}`, `Kostenstelle "${country}"; 10%`] : [];
  const members = Array.from({length: ATTRIBUTES}, (_, place) => [
    `extensionAttribute${place + 1}`,
    values[place] ?? null,
  ]);
  return Object.fromEntries(members) as Record<string, string | null>;
}

export function provisioningErrors(userSeed: UserSeed): ProvisioningError[] {
  if (!identity.isSynced(userSeed) || randomInt(userSeed, 109, 8) !== 0) return [];
  return [
    {
      category: 'PropertyConflict',
      occurredDateTime: isoTime(userSeed.startMs - 3 * DAY_MS),
      propertyCausingError: 'ProxyAddresses',
      value: `SMTP:twice.${userSeed.index}@contoso.com`,
    },
  ];
}

export function serviceErrors(userSeed: UserSeed): ServiceError[] {
  if (randomInt(userSeed, 110, 30) !== 0) return [];
  return [
    {
      '@odata.type': '#microsoft.graph.serviceProvisioningXmlError',
      createdDateTime: isoTime(userSeed.startMs - 5 * DAY_MS),
      isResolved: randomInt(userSeed, 111, 2) === 0,
      serviceInstance: 'exchange/eurprd05-001-01',
      errorDetail: '<ServiceInstance><Name>exchange</Name></ServiceInstance>',
    },
  ];
}

export function identityParentId(userSeed: UserSeed): string | null {
  return identity.isAgent(userSeed) ? guid(mix(userSeed.index ^ 0xa6e47)) : null;
}
