/**
 * Users as a pure function of seed and index, one function for each property, so that a page pays
 * only for what it selects.
 */
import {guid, mix, pickFrom, roll, userId} from './dice';
import type {Seat} from './dice';
import {assignedLicenses, licenseAssignmentStates} from './licences';
import {COMPANIES, DEPARTMENTS, JOB_TITLES, PLACES} from './names';
import * as person from './person';
import {createdAgeDays, isoTime, signInActivity} from './sign-ins';
import type {User, UserField} from './user';

const DAY_MS = 86_400_000;

function daysAgo(seat: Seat, days: number, salt: number): string {
  return isoTime(seat.startMs - days * DAY_MS - roll(seat, salt, 86_400) * 1000);
}

/** Null for one in `sides`. */
function orNull<T>(seat: Seat, dice: [salt: number, sides: number], value: T): T | null {
  return roll(seat, dice[0], dice[1]) === 0 ? null : value;
}

function place(seat: Seat): (typeof PLACES)[number] {
  return pickFrom(PLACES, roll(seat, 60, 1 << 16));
}

function samAccountName(seat: Seat): string {
  return `u${seat.index.toString().padStart(7, '0')}`;
}

/** The on-premises GUID, in base64 as the synchronisation writes it. */
function immutableId(seat: Seat): string {
  const source = guid(mix(seat.index + 1)).replaceAll('-', '');
  return Buffer.from(source, 'hex').toString('base64');
}

type Maker<T> = (seat: Seat) => T;
const nothing = (): null => null;
const guestOnly =
  (value: string): Maker<string | null> =>
  (seat) =>
    person.isGuest(seat) ? value : null;
const syncedOnly =
  <T>(make: Maker<T>): Maker<T | null> =>
  (seat) =>
    person.isSynced(seat) ? make(seat) : null;

const MAKERS: {readonly [F in UserField]: Maker<User[F]>} = {
  id: userId,
  userPrincipalName: person.userPrincipalName,
  displayName: person.displayName,
  givenName: (seat) => orNull(seat, [61, 20], person.givenName(seat)),
  surname: (seat) => orNull(seat, [61, 20], person.surname(seat)),
  mail: person.mail,
  businessPhones: (seat) => (roll(seat, 62, 3) === 0 ? [`+49 221 555${1000 + seat.index}`] : []),
  mobilePhone: nothing,
  jobTitle: (seat) => orNull(seat, [63, 6], pickFrom(JOB_TITLES, roll(seat, 64, 1 << 16))),
  officeLocation: (seat) => orNull(seat, [65, 4], `Building ${roll(seat, 66, 30)}, "East"`),
  preferredLanguage: (seat) => orNull(seat, [67, 3], place(seat)[4]),
  // Accounts from before the property existed have none.
  userType: (seat) => (person.isGuest(seat) ? 'Guest' : orNull(seat, [68, 40], 'Member' as const)),
  accountEnabled: person.isEnabled,
  createdDateTime: (seat) => orNull(seat, [69, 33], daysAgo(seat, createdAgeDays(seat) + 1, 70)),
  deletedDateTime: nothing,
  creationType: guestOnly('Invitation'),
  externalUserState: guestOnly('Accepted'),
  department: (seat) => orNull(seat, [71, 6], pickFrom(DEPARTMENTS, roll(seat, 72, 1 << 16))),
  companyName: (seat) => orNull(seat, [73, 5], pickFrom(COMPANIES, roll(seat, 74, 1 << 16))),
  city: (seat) => place(seat)[0],
  state: (seat) => place(seat)[1],
  country: (seat) => place(seat)[2],
  usageLocation: (seat) => orNull(seat, [75, 12], place(seat)[3]),
  employeeId: (seat) => orNull(seat, [76, 5], `00${100_000 + seat.index}`),
  employeeType: (seat) => orNull(seat, [77, 3], pickFrom(['Employee', 'Contractor'], seat.index)),
  employeeHireDate: nothing,
  employeeOrgData: nothing,
  // Null, not false, where the account was never synchronised.
  onPremisesSyncEnabled: syncedOnly(() => true),
  onPremisesImmutableId: syncedOnly(immutableId),
  onPremisesLastSyncDateTime: syncedOnly((seat) => daysAgo(seat, roll(seat, 78, 2), 79)),
  onPremisesSamAccountName: syncedOnly(samAccountName),
  onPremisesUserPrincipalName: syncedOnly(person.userPrincipalName),
  onPremisesDomainName: syncedOnly(() => 'corp.contoso.com'),
  onPremisesDistinguishedName: syncedOnly(
    (seat) => `CN=${samAccountName(seat)},OU=Staff\\, all,DC=corp,DC=contoso,DC=com`,
  ),
  lastPasswordChangeDateTime: (seat) =>
    orNull(seat, [80, 30], daysAgo(seat, roll(seat, 81, 90), 82)),
  passwordPolicies: nothing,
  proxyAddresses: (seat) => {
    const address = person.mail(seat);
    return address === null ? [] : [`SMTP:${address}`];
  },
  otherMails: () => [],
  isResourceAccount: nothing,
  showInAddressList: nothing,
  assignedLicenses,
  licenseAssignmentStates,
  signInActivity,
};

export const USER_FIELDS = Object.keys(MAKERS) as UserField[];

export function generateField<F extends UserField>(seat: Seat, field: F): User[F] {
  return MAKERS[field](seat);
}

export function generateUser(seat: Seat): User {
  const user: Partial<Record<UserField, unknown>> = {};
  for (const field of USER_FIELDS) user[field] = MAKERS[field](seat);
  return user as unknown as User;
}
