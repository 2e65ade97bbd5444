/**
 * The application permissions that streams need, each with broader ones that also work.
 * https://learn.microsoft.com/graph/permissions-reference
 */
import type {Permission} from './stream';

export const LICENSE_ASSIGNMENT_READ_ALL: Permission = {
  name: 'LicenseAssignment.Read.All',
  appRoleId: 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  broader: [
    'Organization.Read.All',
    'Directory.Read.All',
    'Organization.ReadWrite.All',
    'Directory.ReadWrite.All',
  ],
};

export const USER_READ_ALL: Permission = {
  name: 'User.Read.All',
  appRoleId: 'df021288-bdef-4463-88db-98f22de89214',
  broader: ['Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
};

export const AUDIT_LOG_READ_ALL: Permission = {
  name: 'AuditLog.Read.All',
  appRoleId: 'b0afded3-3588-46d8-8b3d-9842eff778da',
  broader: [],
};

export const REPORTS_READ_ALL: Permission = {
  name: 'Reports.Read.All',
  appRoleId: '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  broader: [],
};

export const ORGANIZATION_READ_ALL: Permission = {
  name: 'Organization.Read.All',
  appRoleId: '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  optional: true,
  broader: ['Directory.Read.All', 'Organization.ReadWrite.All'],
};

/** The id, the name and the verified domains come with the permissions for users, too. */
export const ORGANIZATION_READ_ALL_OR_USERS: Permission = {
  ...ORGANIZATION_READ_ALL,
  broader: [...ORGANIZATION_READ_ALL.broader, 'Directory.ReadWrite.All'],
  partial: [USER_READ_ALL.name],
};

/** For the setting that conceals names in reports. No stream needs it: the reports show it, too. */
export const REPORT_SETTINGS_READ_ALL: Permission = {
  name: 'ReportSettings.Read.All',
  appRoleId: 'ee353f83-55ef-4b78-82da-555bfa2b4b95',
  optional: true,
  broader: ['ReportSettings.ReadWrite.All'],
};

/**
 * The least that lists groups with their licences. `Group.ReadBasic.All` lists groups, too, and is not
 * known to show licences.
 * https://learn.microsoft.com/graph/api/group-list
 */
export const GROUP_MEMBER_READ_ALL: Permission = {
  name: 'GroupMember.Read.All',
  appRoleId: '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  optional: true,
  broader: [
    'Group.Read.All',
    'Directory.Read.All',
    'Group.ReadWrite.All',
    'Directory.ReadWrite.All',
  ],
};

/** In the order in which the setup guide, messages and pages list them. */
export const ALL_PERMISSIONS: readonly Permission[] = [
  LICENSE_ASSIGNMENT_READ_ALL,
  USER_READ_ALL,
  AUDIT_LOG_READ_ALL,
  REPORTS_READ_ALL,
  ORGANIZATION_READ_ALL,
  REPORT_SETTINGS_READ_ALL,
  GROUP_MEMBER_READ_ALL,
];

/** Beyond the four that the setup guide asks for. */
export const OPTIONAL_PERMISSIONS: readonly Permission[] = ALL_PERMISSIONS.filter(
  ({optional}) => optional,
);

/**
 * All that the streams need, each once. `Organization.Read.All` can be there twice, since one stream
 * is partly readable without it.
 */
export function permissionsOf(
  streams: readonly {readonly permissions: readonly Permission[]}[],
): readonly Permission[] {
  return [...new Set(streams.flatMap(({permissions}) => permissions))];
}

/** For each permission the names of which one is enough, broader ones included. */
export function needsOf(permissions: readonly Permission[]): string[][] {
  return permissions.map(({name, broader, partial = []}) => [name, ...broader, ...partial]);
}

/** The permissions that none of the roles grants. */
export function missingOf(
  permissions: readonly Permission[],
  roles: readonly string[],
): readonly Permission[] {
  return permissions.filter(
    (permission) => !needsOf([permission])[0]!.some((name) => roles.includes(name)),
  );
}
