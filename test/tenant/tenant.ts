/** A Microsoft 365 tenant on the loopback address: starts it, and lets tests change and disturb it. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {makeCertificate} from './certificate';
import {guid, mix} from './dice';
import {Directory} from './directory';
import {Faults} from './faults';
import {RateLimit} from './rate-limit';
import type {RequestLogEntry} from './request-log';
import {loadRoutes} from './router';
import {SealedTokens} from './sealed-tokens';
import {makeServer} from './server';
import {settingsFor} from './settings';
import {Skus} from './skus';
import type {DeltaExpiry, TenantCore} from './tenant-core';
import {TokenIssuer} from './tokens';

export type {Directory} from './directory';
export type {Fault, FaultAction, Faults, InjectedFault} from './faults';
export type {RequestLogEntry} from './request-log';
export type {Sku, Skus} from './skus';
export type {DeltaExpiry} from './tenant-core';
export type {User} from './user';

export interface TenantOptions {
  /** Live users at the start, up to a million. */
  users?: number;
  /** Users in the recycle bin at the start; one in a hundred unless told. */
  deletedUsers?: number;
  seed?: number;
  /** 0 = any free port. */
  port?: number;
  now?: () => number;
  /** Application permissions in the tokens; none at all leaves the claim out. */
  roles?: readonly string[];
  /** Without it sign-in data is refused. */
  premium?: boolean;
  /** The reporting limit of 5 requests in 10 seconds. */
  enforceLimits?: boolean;
  deltaPageSize?: number;
  /** One page of every first delta round is empty. */
  emptyDeltaPages?: boolean;
  tokenLifetimeSeconds?: number;
  gzip?: boolean;
  /** Keeps serialised pages in memory, for benchmarks. */
  cachePages?: boolean;
}

export interface Tenant {
  /** The login host and the Graph host in one. */
  readonly url: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificatePem: string;
  readonly directory: Directory;
  readonly skus: Skus;
  readonly requests: RequestLogEntry[];
  readonly faults: Faults;
  /** For tokens issued from now on. */
  setRoles(roles: readonly string[]): void;
  /** Every token issued so far answers 401. */
  revokeTokens(): void;
  expirePageTokens(): void;
  expireDeltaTokens(shape?: DeltaExpiry): void;
  settings(extra?: object): object;
  environment(): {NODE_EXTRA_CA_CERTS: string};
  close(): Promise<void>;
}

const DEFAULT_ROLES = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
];
const MAX_USERS = 1_000_000;
/** Full of what has to be escaped in a form, in JSON and in a shell. */
const CLIENT_SECRET = 'Sim8Q~n+4/"q\\&%zT-0_w.Yh=;$é\'';
const REPORTING_LIMIT = {requests: 5, windowMs: 10_000};

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function buildCore(url: string, options: TenantOptions): TenantCore {
  const {seed = 1, users = 1000, premium = true, now = Date.now} = options;
  if (!(users >= 0 && users <= MAX_USERS)) throw new RangeError(`users: 0 to ${MAX_USERS}.`);
  const {roles = DEFAULT_ROLES, tokenLifetimeSeconds: lifetimeSeconds = 3599} = options;
  const {deletedUsers = Math.ceil(users / 100)} = options;
  const directory = new Directory({users, deletedUsers, seed, now});
  const tenantId = guid(mix(seed ^ 0x7e4a47));
  const clientId = guid(mix(seed ^ 0xc11e47));
  return {
    url,
    tenantId,
    clientId,
    clientSecret: CLIENT_SECRET,
    seed,
    premium,
    deltaPageSize: options.deltaPageSize ?? 200,
    emptyDeltaPages: options.emptyDeltaPages ?? false,
    now,
    directory,
    skus: new Skus({tenantId, users, premium, directory}),
    tokens: new TokenIssuer({url, tenantId, clientId, roles, lifetimeSeconds, now}),
    seals: new SealedTokens(seed, url),
    reportingLimit: options.enforceLimits ? new RateLimit({...REPORTING_LIMIT, now}) : undefined,
    pageEpoch: 0,
    deltaEpoch: 0,
    deltaExpiry: '410',
    deltaLinks: 0,
  };
}

function controls(
  core: TenantCore,
): Pick<
  Tenant,
  'setRoles' | 'revokeTokens' | 'expirePageTokens' | 'expireDeltaTokens' | 'settings'
> {
  return {
    setRoles: (roles) => core.tokens.setRoles(roles),
    revokeTokens: () => core.tokens.revokeAll(),
    expirePageTokens: () => {
      core.pageEpoch += 1;
    },
    expireDeltaTokens: (shape = '410') => {
      core.deltaEpoch += 1;
      core.deltaExpiry = shape;
    },
    settings: (extra) => settingsFor(core, extra),
  };
}

async function stop(server: Server, folder: string): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  rmSync(folder, {recursive: true, force: true});
}

export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const [certificate, routes] = await Promise.all([makeCertificate(), loadRoutes()]);
  const requests: RequestLogEntry[] = [];
  const faults = new Faults();
  const {gzip = false, cachePages = false} = options;
  const server = makeServer({
    certificate,
    core: () => core,
    routes,
    requests,
    faults,
    gzip,
    cachePages,
  });
  const url = await listen(server, options.port ?? 0);
  const core = buildCore(url, options);
  const folder = mkdtempSync(join(tmpdir(), 'simulated-tenant-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, certificate.cert);
  const {tenantId, clientId, clientSecret, directory, skus} = core;
  return {
    ...{url, tenantId, clientId, clientSecret, directory, skus, requests, faults},
    certificatePem: certificate.cert,
    ...controls(core),
    environment: () => ({NODE_EXTRA_CA_CERTS: certificateFile}),
    close: () => stop(server, folder),
  };
}
