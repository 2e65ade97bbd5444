/** The state of a tenant that its routes use. */
import type {ClientAssertions} from './client-assertions';
import type {Directory} from './directory';
import type {OAuthError} from './aadsts-errors';
import type {Groups} from './groups';
import type {Quirk} from './quirks';
import type {RateLimit} from './rate-limit';
import type {NationalCloud} from './reports/clouds';
import type {ReportLimits} from './reports/limits';
import type {Reports} from './reports/reports';
import type {SealedTokens} from './sealed-tokens';
import type {Skus} from './skus';
import type {Subscriptions} from './subscriptions';
import type {TokenIssuer} from './tokens';

/** The documented responses to an expired delta link. */
export type DeltaExpiry = '410' | 'syncStateNotFound' | 'syncStateNotFound400' | 'older30';

export interface TenantCore {
  readonly url: string;
  /** Origin of the report downloads. */
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
  readonly groups: Groups;
  readonly subscriptions: Subscriptions;
  readonly reports: Reports;
  readonly reportLimits: ReportLimits | undefined;
  readonly nationalCloud: NationalCloud | undefined;
  /** The Copilot report has no parameter `version`. */
  readonly withoutCopilotV2: boolean;
  /** A national cloud without usage reports and their settings. */
  readonly withoutReports: boolean;
  quirks: ReadonlySet<Quirk>;
  readonly tokens: TokenIssuer;
  readonly assertions: ClientAssertions;
  readonly sealedTokens: SealedTokens;
  readonly reportingLimit: RateLimit | undefined;
  /** Links carry the epoch in which they were issued; those of an earlier epoch have expired. */
  pageEpoch: number;
  deltaEpoch: number;
  deltaExpiry: DeltaExpiry;
  /** Serial number that makes every delta link unique. */
  deltaLinks: number;
  /** Serial number that makes the links of an endless list unique. */
  endlessLinks: number;
  /** How many more requests fail with a false non-premium error. */
  flakyPremium: number;
  /** The response to every token request, whatever its credentials. */
  signInError: OAuthError | undefined;
}
