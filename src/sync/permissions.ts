/**
 * The application permissions that streams ask for, each with broader ones that also work.
 * https://learn.microsoft.com/graph/permissions-reference
 */
export interface Permission {
  /** As in the Azure portal under API permissions > Application permissions. */
  readonly name: string;
  readonly broader: readonly string[];
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
