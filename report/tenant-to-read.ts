/** Whose data is read: the tenant of the settings, or a simulated one. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseConfig} from '../src/config/config';
import type {Config} from '../src/config/config';
import type {Scope} from './answers/notes';
import {ReportError} from './errors';
import {REPORT_FOLDER} from './folders';

export interface TenantToRead {
  configFile: string;
  /** Of the connector's process. */
  environment: NodeJS.ProcessEnv;
  isDemo: boolean;
  /** Used where the user names no price list. */
  prices: string | undefined;
  close(): Promise<void>;
}

const DEMO_USERS = 1_000;

/** As many as the limit on requests lets pass without a wait. */
const DEMO_SETTINGS = {daily_report_backfill_days: 11};

export function tenantOfSettings(configFile: string, environment: NodeJS.ProcessEnv): TenantToRead {
  return {
    configFile,
    environment,
    isDemo: false,
    prices: undefined,
    close: () => Promise.resolve(),
  };
}

/**
 * @param folder for its settings.
 * @throws ReportError where the simulated tenant is not installed.
 */
export async function simulatedTenant(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<TenantToRead> {
  const {ALL_ROLES, startTenant} = await loadTenant();
  const tenant = await startTenant({users: DEMO_USERS, roles: ALL_ROLES});
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(tenant.settings(DEMO_SETTINGS)));
  return {
    configFile,
    // The tenant is on this machine: requests to it must not go through a proxy.
    environment: {
      ...environment,
      ...tenant.environment(),
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    },
    isDemo: true,
    prices: join(REPORT_FOLDER, 'demo-prices.csv'),
    close: () => tenant.close(),
  };
}

/** Loaded only for the demo: the image has none. */
async function loadTenant(): Promise<typeof import('../tenant/tenant')> {
  try {
    return await import('../tenant/tenant');
  } catch (error) {
    throw new ReportError(
      'The simulated tenant is not here. Run --demo in a clone of the repository, after npm ci.',
      {cause: error},
    );
  }
}

/** What the settings say about whose rows there are. The connector has read them before. */
export function scopeOf({configFile, environment, isDemo}: TenantToRead, now: number): Scope {
  const entered: unknown = JSON.parse(readFileSync(configFile, 'utf8'));
  const config: Config = parseConfig(entered, {environment, now}).config;
  return {isDemo, domains: config.domains, hasPseudonyms: config.pseudonymKey !== undefined};
}
