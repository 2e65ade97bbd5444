/** Puts the named people into the directory. */
import type {Directory} from './directory';
import {GROUPS_BY_SKU} from './license-groups';
import {NAMED_PEOPLE} from './named-people';
import {GIB} from './people/named-person';
import type {Licence, NamedPerson, Way} from './people/named-person';
import {isoTime} from './sign-ins';
import type {UsageFacts} from './usage-facts';
import type {AssignedLicense, LicenseAssignmentState, SignInActivity, User} from './user';

const DAY_MS = 86_400_000;
const DIRECT: readonly Way[] = ['direct'];

function assignedLicenses({licences}: NamedPerson): AssignedLicense[] {
  const isHeld = ({ways = DIRECT}: Licence): boolean => ways.some((way) => way !== 'in error');
  return licences.filter(isHeld).map(({sku}) => ({skuId: sku, disabledPlans: []}));
}

function assignmentStates(person: NamedPerson, startMs: number): LicenseAssignmentState[] {
  return person.licences.flatMap(({sku, ways = DIRECT, daysAgo = 500, errorDaysAgo = daysAgo}) =>
    ways
      .filter((way) => way !== 'untold')
      .map((way) => ({
        skuId: sku,
        assignedByGroup: way === 'direct' ? null : (GROUPS_BY_SKU.get(sku)?.[0]?.id ?? null),
        disabledPlans: [],
        state: way === 'in error' ? ('Error' as const) : ('Active' as const),
        error: way === 'in error' ? 'CountViolation' : 'None',
        lastUpdatedDateTime: isoTime(
          startMs - (way === 'in error' ? errorDaysAgo : daysAgo) * DAY_MS,
        ),
      })),
  );
}

function signInActivity(person: NamedPerson, startMs: number): SignInActivity | undefined {
  const {signedInDaysAgo = null, attemptedDaysAgo} = person;
  const success = signedInDaysAgo === null ? null : isoTime(startMs - signedInDaysAgo * DAY_MS);
  const attempt =
    attemptedDaysAgo === undefined ? success : isoTime(startMs - attemptedDaysAgo * DAY_MS);
  if (attempt === null) return undefined;
  return {
    lastSignInDateTime: attempt,
    lastNonInteractiveSignInDateTime: success,
    lastSuccessfulSignInDateTime: success,
  };
}

function userOf(person: NamedPerson, startMs: number): Partial<User> {
  const {name, createdDaysAgo = 2000, isGuest = false, costCenter = null} = person;
  const host = isGuest ? '#EXT#@contoso.onmicrosoft.com' : '@contoso.com';
  return {
    userPrincipalName: `${name}${host}`,
    mail: `${name}@contoso.com`,
    displayName: name,
    userType: isGuest ? 'Guest' : 'Member',
    accountEnabled: person.isDisabled !== true,
    isAgent: person.isAgent === true,
    identityParentId: null,
    department: person.department ?? null,
    employeeOrgData: costCenter === null ? null : {costCenter, division: null},
    createdDateTime: createdDaysAgo === null ? null : isoTime(startMs - createdDaysAgo * DAY_MS),
    assignedLicenses: assignedLicenses(person),
    licenseAssignmentStates: assignmentStates(person, startMs),
    signInActivity: signInActivity(person, startMs),
  };
}

const UNUSED: UsageFacts = {
  lastUseDaysAgo: {},
  mailboxBytes: 3 * GIB,
  hasArchive: false,
  oneDriveBytes: 3 * GIB,
  usesDesktopApps: true,
  assignedDaysAgo: 500,
  registration: {isAdmin: false, isMfaCapable: true, methodsRegistered: ['mobilePhone']},
};

export function addNamedPeople(directory: Directory): void {
  const {startMs} = directory.userSeed(0);
  const ids = new Map<string, string>();
  for (const person of NAMED_PEOPLE) {
    const managerId = ids.get(person.manager ?? '') ?? null;
    const user = directory.add(
      {...userOf(person, startMs), managerId},
      {...UNUSED, ...person.usage},
    );
    ids.set(person.name, user.id);
  }
}
