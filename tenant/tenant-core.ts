/** What the routes may see and use of the tenant that they serve. */
import type {ClientAssertions} from './client-assertions';
import type {Directory} from './directory';
import type {OAuthError} from './aadsts-errors';
import type {RateLimit} from './rate-limit';
import type {ReportLimits} from './reports/limits';
import type {Reports} from './reports/reports';
import type {SealedTokens} from './sealed-tokens';
import type {Skus} from './skus';
import type {Subscriptions} from './subscriptions';
import type {TokenIssuer} from './tokens';

/** The documented ways in which Graph says that a delta link is of no more use. */
export type DeltaExpiry = '410' | 'syncStateNotFound' | 'syncStateNotFound400' | 'older30';

export interface TenantCore {
  readonly url: string;
  /** Where usage reports are downloaded from: another origin. */
  readonly downloadUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly seed: number;
  readonly premium: boolean;
  deltaPageSize: number;
  readonly emptyDeltaPages: boolean;
  readonly firstRoundsOmitDeleted: boolean;
  readonly staleDeltaRows: boolean;
  readonly listPageSize: number;
  readonly now: () => number;
  readonly directory: Directory;
  readonly skus: Skus;
  readonly subscriptions: Subscriptions;
  readonly reports: Reports;
  readonly reportLimits: ReportLimits | undefined;
  /** A national cloud without usage reports and their settings. */
  readonly withoutReports: boolean;
  readonly tokens: TokenIssuer;
  readonly assertions: ClientAssertions;
  readonly sealedTokens: SealedTokens;
  readonly reportingLimit: RateLimit | undefined;
  /** Links carry the epoch in which they were made; those of an earlier one have expired. */
  pageEpoch: number;
  deltaEpoch: number;
  deltaExpiry: DeltaExpiry;
  /** Makes every delta link differ from the one before. */
  deltaLinks: number;
  /** How many more times the tenant is taken for one that is not premium. */
  flakyPremium: number;
  /** What every sign-in is answered, in place of a look at what it brings. */
  signInError: OAuthError | undefined;
}
