/** Puts the parts of a tenant together. */
import {ClientAssertions} from './client-assertions';
import {guid, mix} from './seeded-random';
import {Directory} from './directory';
import {Groups} from './groups';
import {addNamedPeople} from './add-named-people';
import {RateLimit} from './rate-limit';
import {ReportLimits} from './reports/limits';
import {Reports} from './reports/reports';
import {SealedTokens} from './sealed-tokens';
import {Skus} from './skus';
import {Subscriptions} from './subscriptions';
import type {TenantCore} from './tenant-core';
import {checkOptions, DEFAULT_ROLES} from './tenant-options';
import type {TenantOptions} from './tenant-options';
import {TokenIssuer} from './tokens';

/** Full of what has to be escaped in a form, in JSON and in a shell. */
const CLIENT_SECRET = 'Sim8Q~n+4/"q\\&%zT-0_w.Yh=;$é\'';
const DOCUMENTED_REPORTING_REQUESTS = 5;
const REPORTING_WINDOW_MS = 10_000;

interface Addresses {
  url: string;
  downloadUrl: string;
}

type Content = Pick<TenantCore, 'directory' | 'skus' | 'subscriptions' | 'groups' | 'reports'>;

function buildContent(tenantId: string, options: TenantOptions): Content {
  const {seed = 1, users = 1000, premium = true, now = Date.now} = options;
  const {deletedUsers = Math.ceil(users / 100)} = options;
  const directory = new Directory({users, deletedUsers, seed, now});
  if (options.namedPeople) addNamedPeople(directory);
  const skus = new Skus({tenantId, users, premium, directory});
  const reports = new Reports({
    directory,
    seed,
    now,
    concealed: options.concealed,
    concealedAs: options.concealedAs,
    lagDays: options.reportLagDays,
    rows: options.reportRows,
    form: options.reportForm,
    windowEnds: options.reportWindowEnds,
    nationalCloud: options.nationalCloud,
  });
  const {startMs} = directory.userSeed(0);
  const {groups: plain = Math.ceil(users / 10)} = options;
  const groups = new Groups({plain, startMs, directory});
  const subscriptions = new Subscriptions({skus, seed, startMs});
  return {directory, skus, subscriptions, groups, reports};
}

type Limits = Pick<TenantCore, 'reportingLimit' | 'reportLimits'>;

function buildLimits(options: TenantOptions): Limits {
  const {enforceLimits, reportRetryAfter: sendsRetryAfter = false, now = Date.now} = options;
  if (!enforceLimits) return {reportingLimit: undefined, reportLimits: undefined};
  const {entraReportingRequests: requests = DOCUMENTED_REPORTING_REQUESTS} = options;
  return {
    reportingLimit: new RateLimit({requests, windowMs: REPORTING_WINDOW_MS, now}),
    reportLimits: new ReportLimits({now, sendsRetryAfter}),
  };
}

export function buildCore({url, downloadUrl}: Addresses, options: TenantOptions): TenantCore {
  checkOptions(options);
  const {seed = 1, premium = true, now = Date.now} = options;
  const {roles = DEFAULT_ROLES, tokenLifetimeSeconds: lifetimeSeconds = 3599} = options;
  const tenantId = guid(mix(seed ^ 0x7e4a47));
  const clientId = guid(mix(seed ^ 0xc11e47));
  return {
    ...{url, downloadUrl, tenantId, clientId, seed, premium, now},
    clientSecret: CLIENT_SECRET,
    deltaPageSize: options.deltaPageSize ?? 200,
    emptyDeltaPages: options.emptyDeltaPages ?? false,
    firstRoundsOmitDeleted: options.firstRoundsOmitDeleted ?? false,
    staleDeltaRows: options.staleDeltaRows ?? false,
    listPageSize: options.listPageSize ?? Infinity,
    nationalCloud: options.nationalCloud,
    withoutCopilotV2: options.withoutCopilotV2 ?? false,
    withoutReports: options.withoutReports ?? false,
    quirks: new Set(options.quirks),
    ...buildContent(tenantId, options),
    ...buildLimits(options),
    tokens: new TokenIssuer({
      ...{url, tenantId, clientId, roles, lifetimeSeconds, now},
      permissionsNotInToken: options.permissionsNotInToken ?? [],
      isOpaque: options.opaqueTokens ?? false,
    }),
    assertions: new ClientAssertions(),
    sealedTokens: new SealedTokens(seed, url),
    pageEpoch: 0,
    deltaEpoch: 0,
    deltaExpiry: '410',
    deltaLinks: 0,
    endlessLinks: 0,
    flakyPremium: options.flakyPremium ?? 0,
    signInError: undefined,
  };
}
