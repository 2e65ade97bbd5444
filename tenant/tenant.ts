/** A simulated Microsoft 365 tenant on a loopback address, with controls for tests. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {buildCore} from './build-core';
import {makeCertificate} from './certificate';
import type {Directory} from './directory';
import {downloadHost} from './download-host';
import {Faults} from './faults';
import {graphHost} from './graph-host';
import type {Groups} from './groups';
import {Listener} from './listener';
import {oauthErrorByCode} from './aadsts-errors';
import {allRegistrations} from './registrations';
import type {RegistrationDetails} from './registrations';
import type {Reports} from './reports/reports';
import type {Quirk} from './quirks';
import type {RequestLogEntry} from './request-log';
import {loadRoutes} from './router';
import {makeServer} from './server';
import type {RequestHandler, ServerOptions} from './server';
import {connectorConfig} from './connector-config';
import type {Skus} from './skus';
import type {Subscriptions} from './subscriptions';
import type {DeltaExpiry, TenantCore} from './tenant-core';
import type {TenantOptions} from './tenant-options';

export type {Directory} from './directory';
export type {FaultAction} from './fault-actions';
export type {Fault, FaultResponse, Faults, InjectedFault} from './faults';
export type {Group, Groups} from './groups';
export type {RegistrationDetails} from './registrations';
export type {Quirk} from './quirks';
export type {ReportName} from './reports/catalogue';
export type {ReportParameters} from './reports/parameters';
export type {Reports} from './reports/reports';
export type {RequestLogEntry} from './request-log';
export type {Sku, Skus} from './skus';
export type {Subscription, Subscriptions} from './subscriptions';
export type {DeltaExpiry} from './tenant-core';
export {ALL_ROLES, DEFAULT_ROLES} from './tenant-options';
export type {TenantOptions} from './tenant-options';
export type {User} from './user';

export interface Tenant {
  /** Origin of both the login host and the Graph host. */
  readonly url: string;
  /** Origin of the report downloads. */
  readonly downloadUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificatePem: string;
  readonly directory: Directory;
  readonly skus: Skus;
  readonly groups: Groups;
  readonly subscriptions: Subscriptions;
  readonly reports: Reports;
  /** To all hosts. */
  readonly requests: RequestLogEntry[];
  readonly faults: Faults;
  /** What userRegistrationDetails would return now. */
  registrations(): RegistrationDetails[];
  /** For tokens issued from now on. */
  setRoles(roles: readonly string[]): void;
  /** Requests with tokens issued so far get a 401. */
  revokeTokens(): void;
  /** Uploads the public part of a certificate to the application. */
  trustCertificate(pem: string): void;
  /** Adds a federated identity credential that matches this token. */
  trustFederatedToken(text: string): void;
  /** Token requests fail with this AADSTS code from now on; without a code they work again. */
  refuseSignIn(code?: number): void;
  expirePageTokens(): void;
  expireDeltaTokens(shape?: DeltaExpiry): void;
  /** For requests from now on. */
  setDeltaPageSize(size: number): void;
  /** For requests from now on, in place of those before. */
  setQuirks(quirks: readonly Quirk[]): void;
  /** Listens again, after a fault that refuses connections. */
  resumeListening(): Promise<void>;
  settings(extra?: object): object;
  environment(): {NODE_EXTRA_CA_CERTS: string};
  close(): Promise<void>;
}

function controls(
  core: TenantCore,
): Pick<
  Tenant,
  | 'registrations'
  | 'setRoles'
  | 'revokeTokens'
  | 'trustCertificate'
  | 'trustFederatedToken'
  | 'refuseSignIn'
  | 'expirePageTokens'
  | 'expireDeltaTokens'
  | 'setDeltaPageSize'
  | 'setQuirks'
  | 'settings'
> {
  return {
    registrations: () => [...allRegistrations(core.directory)],
    setRoles: (roles) => core.tokens.setRoles(roles),
    revokeTokens: () => core.tokens.revokeAll(),
    trustCertificate: (pem) => core.assertions.trustCertificate(pem),
    trustFederatedToken: (text) => core.assertions.trustFederatedToken(text),
    refuseSignIn: (code) => {
      core.signInError = code === undefined ? undefined : oauthErrorByCode(code);
    },
    expirePageTokens: () => {
      core.pageEpoch += 1;
    },
    expireDeltaTokens: (shape = '410') => {
      core.deltaEpoch += 1;
      core.deltaExpiry = shape;
    },
    setDeltaPageSize: (size) => {
      core.deltaPageSize = size;
    },
    setQuirks: (quirks) => {
      core.quirks = new Set(quirks);
    },
    settings: (extra) => connectorConfig(core, extra),
  };
}

interface Hosts {
  graph: Listener;
  downloads: Listener;
}

function openHosts(
  handlers: Record<keyof Hosts, RequestHandler>,
  options: Omit<ServerOptions, 'handle' | 'stopListening' | 'connections'>,
  address: string,
): Hosts {
  const open = (handle: RequestHandler): Listener => {
    const server = makeServer({...options, handle, stopListening: () => listener.stopListening()});
    const listener = new Listener(server, address);
    return listener;
  };
  return {graph: open(handlers.graph), downloads: open(handlers.downloads)};
}

export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const {gzip = false, cachePages = false, port = 0, address = '127.0.0.1'} = options;
  const [certificate, routes] = await Promise.all([
    options.certificate ?? makeCertificate(address),
    loadRoutes(),
  ]);
  const requests: RequestLogEntry[] = [];
  const faults = new Faults();
  const {graph, downloads} = openHosts(
    {graph: graphHost(routes, cachePages), downloads: downloadHost},
    {certificate, core: () => core, requests, faults, gzip},
    address,
  );
  const url = await graph.listen(port);
  const downloadUrl = await downloads.listen(0);
  const core = buildCore({url, downloadUrl}, options);
  const folder = mkdtempSync(join(tmpdir(), 'simulated-tenant-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, certificate.cert);
  const {tenantId, clientId, clientSecret} = core;
  const {directory, skus, groups, subscriptions, reports} = core;
  return {
    ...{url, downloadUrl, tenantId, clientId, clientSecret},
    ...{directory, skus, groups, subscriptions, reports, requests, faults},
    certificatePem: certificate.cert,
    ...controls(core),
    resumeListening: async () => {
      await Promise.all([graph.resumeListening(), downloads.resumeListening()]);
    },
    environment: () => ({NODE_EXTRA_CA_CERTS: certificateFile}),
    close: async () => {
      await Promise.all([graph.stop(), downloads.stop()]);
      rmSync(folder, {recursive: true, force: true});
    },
  };
}
