/** What a tenant can be told before it starts. */
import type {Certificate} from './certificate';

export interface TenantOptions {
  /** Live users at the start, up to a million. */
  users?: number;
  /** Users in the recycle bin at the start; one in a hundred unless told. */
  deletedUsers?: number;
  seed?: number;
  /** 0 = any free port. */
  port?: number;
  /** Of this machine. One of its own is free for good, also while the tenant does not listen. */
  address?: string;
  now?: () => number;
  /** Application permissions in the tokens; none at all leaves the claim out. */
  roles?: readonly string[];
  /** Rights that the application has besides, as a directory role gives; they are in no token. */
  permissionsNotInToken?: readonly string[];
  /** Tokens that nobody but the tenant can read. */
  opaqueTokens?: boolean;
  /** Without it sign-in data and registration details are refused. */
  premium?: boolean;
  /** So many sign-in and registration requests are refused as if the tenant were not premium. */
  flakyPremium?: number;
  /** Entra reporting: 5 requests in 10 seconds. Each usage report: 14 in 10 minutes. */
  enforceLimits?: boolean;
  deltaPageSize?: number;
  /** One page of every first delta round is empty. */
  emptyDeltaPages?: boolean;
  /** A first delta round names nobody who was deleted; later rounds always do. */
  firstRoundsOmitDeleted?: boolean;
  /** A page of delta may show users as they were before it shows them as they are. */
  staleDeltaRows?: boolean;
  /** No page of any other list is longer, whatever the client asks for. */
  listPageSize?: number;
  tokenLifetimeSeconds?: number;
  gzip?: boolean;
  /** One for several tenants, so that one process can trust them all; a fresh one unless told. */
  certificate?: Certificate;
  /** Keeps serialised pages in memory, for benchmarks. */
  cachePages?: boolean;
  /** Usage reports show hashes in place of names. */
  concealed?: boolean;
  /** Days from the newest usage report to today; 2 unless told. */
  reportLagDays?: number;
  /** So many users, accounts or sites in every usage report, up to a million. */
  reportRows?: number;
  /** The 28 days that can be asked for end with the newest report, or with the clock's today. */
  reportWindowEnds?: 'newest' | 'today';
  /** A 429 of a usage report says when to come back; the service mostly does not. */
  reportRetryAfter?: boolean;
  /** A national cloud: no usage reports, no Copilot report, no report settings. */
  withoutReports?: boolean;
}

export const DEFAULT_ROLES: readonly string[] = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
];

const MAX_USERS = 1_000_000;

export function checkOptions({users = 0, reportRows = 0}: TenantOptions): void {
  for (const [name, size] of Object.entries({users, reportRows})) {
    if (!(size >= 0 && size <= MAX_USERS)) throw new RangeError(`${name}: 0 to ${MAX_USERS}.`);
  }
}
