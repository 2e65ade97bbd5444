/** A user of the simulated directory, with Graph's property names. */

export interface AssignedLicense {
  skuId: string;
  disabledPlans: string[];
}

export interface LicenseAssignmentState {
  skuId: string;
  /** The group that assigns the licence; null for a direct assignment. */
  assignedByGroup: string | null;
  disabledPlans: string[];
  state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error';
  error: string;
  lastUpdatedDateTime: string;
}

export interface SignInActivity {
  lastSignInDateTime?: string | null;
  lastSignInRequestId?: string | null;
  lastNonInteractiveSignInDateTime?: string | null;
  lastNonInteractiveSignInRequestId?: string | null;
  lastSuccessfulSignInDateTime?: string | null;
  lastSuccessfulSignInRequestId?: string | null;
}

export interface ProvisioningError {
  category: string;
  occurredDateTime: string;
  propertyCausingError: string;
  value: string;
}

export interface ServiceError {
  '@odata.type': string;
  createdDateTime: string;
  isResolved: boolean;
  serviceInstance: string;
  errorDetail: string;
}

type Text = string | null;

export interface User {
  id: string;
  userPrincipalName: string;
  displayName: string;
  givenName: Text;
  surname: Text;
  mail: Text;
  mailNickname: Text;
  businessPhones: string[];
  mobilePhone: Text;
  jobTitle: Text;
  officeLocation: Text;
  preferredLanguage: Text;
  userType: 'Member' | 'Guest' | null;
  accountEnabled: boolean;
  createdDateTime: Text;
  deletedDateTime: Text;
  creationType: Text;
  externalUserState: Text;
  externalUserStateChangeDateTime: Text;
  department: Text;
  companyName: Text;
  streetAddress: Text;
  postalCode: Text;
  city: Text;
  state: Text;
  country: Text;
  usageLocation: Text;
  employeeId: Text;
  employeeType: Text;
  employeeHireDate: Text;
  employeeOrgData: {costCenter: Text; division: Text} | null;
  onPremisesSyncEnabled: boolean | null;
  onPremisesImmutableId: Text;
  onPremisesLastSyncDateTime: Text;
  onPremisesSamAccountName: Text;
  onPremisesUserPrincipalName: Text;
  onPremisesDomainName: Text;
  onPremisesDistinguishedName: Text;
  onPremisesExtensionAttributes: Record<string, Text> | null;
  onPremisesProvisioningErrors: ProvisioningError[];
  serviceProvisioningErrors: ServiceError[];
  lastPasswordChangeDateTime: Text;
  signInSessionsValidFromDateTime: Text;
  passwordPolicies: Text;
  proxyAddresses: string[];
  otherMails: string[];
  isResourceAccount: boolean | null;
  showInAddressList: boolean | null;
  /** Of the agent identity; null for people. */
  identityParentId: Text;
  assignedLicenses: AssignedLicense[];
  licenseAssignmentStates: LicenseAssignmentState[];
  /** Absent for a user who never signed in. */
  signInActivity: SignInActivity | undefined;
  /** The related user; Graph shows it as `manager`. */
  managerId: Text;
  /** Of the type agentUser, which Graph shows in `@odata.type`. */
  isAgent: boolean;
}

export type UserField = keyof User;

/** No properties of Graph. */
export const OWN_FIELDS: ReadonlySet<string> = new Set(['managerId', 'isAgent']);

/** What Graph says of the type of a user: nothing where it is that of the list. */
export function typeAnnotation(isAgent: boolean): {'@odata.type'?: string} {
  return isAgent ? {'@odata.type': '#microsoft.graph.agentUser'} : {};
}

/** How Graph shows a related user. */
export function reference(id: string): {'@odata.type': string; id: string} {
  return {'@odata.type': '#microsoft.graph.user', id};
}

/** Properties of a list without $select. */
export const DEFAULT_FIELDS: readonly UserField[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Stored outside the directory: a list that selects one gets a 501. */
export const SINGLE_USER_FIELDS: ReadonlySet<string> = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
  'mailboxSettings',
]);
