/** Options of a tenant. */
import type {Certificate} from './certificate';
import type {NationalCloud} from './reports/clouds';
import type {ConcealmentNotation} from './reports/concealment';
import type {Quirk} from './quirks';
import type {ReportForm} from './reports/forms';

export interface TenantOptions {
  /** Live users at the start, at most a million. */
  users?: number;
  /** Users in the recycle bin at the start; by default 1 % of the users. */
  deletedUsers?: number;
  /** Groups that assign no licences; by default one for ten users. */
  groups?: number;
  /** Beside the users, people who are each one case of the answers about licences. */
  namedPeople?: boolean;
  seed?: number;
  /** 0 = any free port. */
  port?: number;
  /** Loopback address. With an address of its own the port stays free while it does not listen. */
  address?: string;
  now?: () => number;
  /** Application permissions in the tokens; an empty list leaves the claim out. */
  roles?: readonly string[];
  /** Permissions that are in no token, such as those of a directory role. */
  permissionsNotInToken?: readonly string[];
  /** Tokens are not JWTs, so clients cannot read them. */
  opaqueTokens?: boolean;
  /** Entra ID P1. Without it sign-in data and registration details are refused. */
  premium?: boolean;
  /** This many requests for sign-in data fail with a false non-premium error. */
  flakyPremium?: number;
  /** Entra reporting: 5 requests in 10 seconds. Each usage report: 14 in 10 minutes. */
  enforceLimits?: boolean;
  /** So many requests in 10 seconds for Entra reporting, where other than 5, as Microsoft documents. */
  entraReportingRequests?: number;
  deltaPageSize?: number;
  /** One page of every first delta round is empty. */
  emptyDeltaPages?: boolean;
  /** The first delta round lists no deleted users; later rounds always do. */
  firstRoundsOmitDeleted?: boolean;
  /** Delta pages may list users with outdated values before their current ones. */
  staleDeltaRows?: boolean;
  /** Maximum page size of all other lists, whatever $top says. */
  listPageSize?: number;
  tokenLifetimeSeconds?: number;
  gzip?: boolean;
  /** Shared by several tenants, so that one process can trust them all; by default a new one. */
  certificate?: Certificate;
  /** Caches serialised pages in memory, for benchmarks. */
  cachePages?: boolean;
  /** Usage reports show hashes in place of names. */
  concealed?: boolean;
  /** What stands in place of a name then; hashes of 32 upper-case digits by default. */
  concealedAs?: ConcealmentNotation;
  /** Days from the newest usage report to today; 2 by default. */
  reportLagDays?: number;
  /** Number of users, accounts or sites in every usage report, at most a million. */
  reportRows?: number;
  /** The form of usage reports: as usual (`csv`), or as somebody once got them. */
  reportForm?: ReportForm;
  /** Whether the 28 available days end with the newest report or with today. */
  reportWindowEnds?: 'newest' | 'today';
  /** A 429 of a usage report has a Retry-After; the service mostly sends none. */
  reportRetryAfter?: boolean;
  /** Usage reports in the beta version of Graph alone, as far as this cloud has them. */
  nationalCloud?: NationalCloud;
  /** The Copilot report has no parameter `version`, as in the schema of Graph. */
  withoutCopilotV2?: boolean;
  /** A national cloud: no usage reports, no Copilot report, no report settings. */
  withoutReports?: boolean;
  quirks?: readonly Quirk[];
}

export const DEFAULT_ROLES: readonly string[] = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
];

/** With those of the streams that are optional. */
export const ALL_ROLES: readonly string[] = [
  ...DEFAULT_ROLES,
  'Organization.Read.All',
  'GroupMember.Read.All',
];

const MAX_USERS = 1_000_000;

export function checkOptions({users = 0, reportRows = 0}: TenantOptions): void {
  for (const [name, size] of Object.entries({users, reportRows})) {
    if (!(size >= 0 && size <= MAX_USERS)) throw new RangeError(`${name}: 0 to ${MAX_USERS}.`);
  }
}
