/**
 * The application permissions that streams ask for, each with broader ones that also work.
 * https://learn.microsoft.com/graph/permissions-reference
 */
export interface Permission {
  /** As in the Azure portal under API permissions > Application permissions. */
  readonly name: string;
  readonly broader: readonly string[];
  /** Others that give a part of the fields. */
  readonly partial?: readonly string[];
}

export const LICENSE_ASSIGNMENT_READ_ALL: Permission = {
  name: 'LicenseAssignment.Read.All',
  broader: [
    'Organization.Read.All',
    'Directory.Read.All',
    'Organization.ReadWrite.All',
    'Directory.ReadWrite.All',
  ],
};

export const USER_READ_ALL: Permission = {
  name: 'User.Read.All',
  broader: ['Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
};

export const AUDIT_LOG_READ_ALL: Permission = {name: 'AuditLog.Read.All', broader: []};

export const REPORTS_READ_ALL: Permission = {name: 'Reports.Read.All', broader: []};

/** Beyond the four that the setup guide asks for: the streams that need it are optional. */
export const ORGANIZATION_READ_ALL: Permission = {
  name: 'Organization.Read.All',
  broader: ['Directory.Read.All', 'Organization.ReadWrite.All', 'Directory.ReadWrite.All'],
};

/** The id, the name and the verified domains come with the permission for users, too. */
export const ORGANIZATION_READ_ALL_OR_USERS: Permission = {
  ...ORGANIZATION_READ_ALL,
  partial: [USER_READ_ALL.name],
};
