/**
 * Users as a pure function of seed and index, with one function for each property, so that a page
 * costs only what it selects.
 */
import {guid, mix, pickFrom, randomInt, userId} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {assignedLicenses, licenseAssignmentStates} from './licences';
import {managerId} from './managers';
import {COMPANIES, DEPARTMENTS, JOB_TITLES, LOCATIONS} from './names';
import * as details from './organization-details';
import * as identity from './user-identity';
import {createdAgeDays} from './presence';
import {isoTime, signInActivity} from './sign-ins';
import type {User, UserField} from './user';

const DAY_MS = 86_400_000;

function daysAgo(userSeed: UserSeed, days: number, salt: number): string {
  return isoTime(userSeed.startMs - days * DAY_MS - randomInt(userSeed, salt, 86_400) * 1000);
}

/** Null for one user in `bound`. */
function orNull<T>(userSeed: UserSeed, draw: [salt: number, bound: number], value: T): T | null {
  return randomInt(userSeed, draw[0], draw[1]) === 0 ? null : value;
}

function location(userSeed: UserSeed): (typeof LOCATIONS)[number] {
  return pickFrom(LOCATIONS, randomInt(userSeed, 60, 1 << 16));
}

function samAccountName(userSeed: UserSeed): string {
  return `u${userSeed.index.toString().padStart(7, '0')}`;
}

/** The on-premises GUID in base64, as Entra Connect writes it. */
function immutableId(userSeed: UserSeed): string {
  const source = guid(mix(userSeed.index + 1)).replaceAll('-', '');
  return Buffer.from(source, 'hex').toString('base64');
}

function department(userSeed: UserSeed): string | null {
  return orNull(userSeed, [71, 6], pickFrom(DEPARTMENTS, randomInt(userSeed, 72, 1 << 16)));
}

type FieldGenerator<T> = (userSeed: UserSeed) => T;
const alwaysNull = (): null => null;
const guestOnly =
  (value: string): FieldGenerator<string | null> =>
  (userSeed) =>
    identity.isGuest(userSeed) ? value : null;
const syncedOnly =
  <T>(make: FieldGenerator<T>): FieldGenerator<T | null> =>
  (userSeed) =>
    identity.isSynced(userSeed) ? make(userSeed) : null;

const GENERATORS: {readonly [F in UserField]: FieldGenerator<User[F]>} = {
  id: userId,
  userPrincipalName: identity.userPrincipalName,
  displayName: identity.displayName,
  givenName: (userSeed) => orNull(userSeed, [61, 20], identity.givenName(userSeed)),
  surname: (userSeed) => orNull(userSeed, [61, 20], identity.surname(userSeed)),
  mail: identity.mail,
  mailNickname: identity.mailNickname,
  businessPhones: (userSeed) =>
    randomInt(userSeed, 62, 3) === 0 ? [`+49 221 555${1000 + userSeed.index}`] : [],
  mobilePhone: details.mobilePhone,
  jobTitle: (userSeed) =>
    orNull(userSeed, [63, 6], pickFrom(JOB_TITLES, randomInt(userSeed, 64, 1 << 16))),
  officeLocation: (userSeed) =>
    orNull(userSeed, [65, 4], `Building ${randomInt(userSeed, 66, 30)}, "East"`),
  preferredLanguage: (userSeed) => orNull(userSeed, [67, 3], location(userSeed)[4]),
  // Old accounts have no userType.
  userType: (userSeed) =>
    identity.isGuest(userSeed) ? 'Guest' : orNull(userSeed, [68, 40], 'Member' as const),
  accountEnabled: identity.isEnabled,
  createdDateTime: (userSeed) =>
    orNull(userSeed, [69, 33], daysAgo(userSeed, createdAgeDays(userSeed) + 1, 70)),
  deletedDateTime: alwaysNull,
  creationType: guestOnly('Invitation'),
  externalUserState: guestOnly('Accepted'),
  externalUserStateChangeDateTime: (userSeed) =>
    identity.isGuest(userSeed) ? daysAgo(userSeed, createdAgeDays(userSeed), 112) : null,
  department,
  companyName: (userSeed) =>
    orNull(userSeed, [73, 5], pickFrom(COMPANIES, randomInt(userSeed, 74, 1 << 16))),
  streetAddress: details.streetAddress,
  postalCode: details.postalCode,
  city: (userSeed) => location(userSeed)[0],
  state: (userSeed) => location(userSeed)[1],
  country: (userSeed) => location(userSeed)[2],
  usageLocation: (userSeed) => orNull(userSeed, [75, 12], location(userSeed)[3]),
  employeeId: (userSeed) => orNull(userSeed, [76, 5], `00${100_000 + userSeed.index}`),
  employeeType: (userSeed) =>
    orNull(userSeed, [77, 3], pickFrom(['Employee', 'Contractor'], userSeed.index)),
  employeeHireDate: details.employeeHireDate,
  employeeOrgData: (userSeed) => details.employeeOrgData(userSeed, department(userSeed)),
  // Null, not false, for an account that was never synchronised.
  onPremisesSyncEnabled: syncedOnly(() => true),
  onPremisesImmutableId: syncedOnly(immutableId),
  onPremisesLastSyncDateTime: syncedOnly((userSeed) =>
    daysAgo(userSeed, randomInt(userSeed, 78, 2), 79),
  ),
  onPremisesSamAccountName: syncedOnly(samAccountName),
  onPremisesUserPrincipalName: syncedOnly(identity.userPrincipalName),
  onPremisesDomainName: syncedOnly(() => 'corp.contoso.com'),
  onPremisesDistinguishedName: syncedOnly(
    (userSeed) => `CN=${samAccountName(userSeed)},OU=Staff\\, all,DC=corp,DC=contoso,DC=com`,
  ),
  lastPasswordChangeDateTime: (userSeed) =>
    orNull(userSeed, [80, 30], daysAgo(userSeed, randomInt(userSeed, 81, 90), 82)),
  onPremisesExtensionAttributes: details.extensionAttributes,
  onPremisesProvisioningErrors: details.provisioningErrors,
  serviceProvisioningErrors: details.serviceErrors,
  signInSessionsValidFromDateTime: (userSeed) =>
    orNull(userSeed, [113, 15], daysAgo(userSeed, randomInt(userSeed, 114, 90), 115)),
  passwordPolicies: alwaysNull,
  proxyAddresses: details.proxyAddresses,
  otherMails: details.otherMails,
  isResourceAccount: (userSeed) => (randomInt(userSeed, 116, 40) === 0 ? true : null),
  showInAddressList: alwaysNull,
  assignedLicenses,
  licenseAssignmentStates,
  signInActivity,
  identityParentId: details.identityParentId,
  managerId,
  isAgent: identity.isAgent,
};

export const USER_FIELDS = Object.keys(GENERATORS) as UserField[];

export function generateField<F extends UserField>(userSeed: UserSeed, field: F): User[F] {
  return GENERATORS[field](userSeed);
}

export function generateUser(userSeed: UserSeed): User {
  const user: Partial<Record<UserField, unknown>> = {};
  for (const field of USER_FIELDS) user[field] = GENERATORS[field](userSeed);
  return user as unknown as User;
}
