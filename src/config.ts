import {ConfigError} from './errors';
import {parseDomains} from './settings/domains';
import {parseEndpoint} from './settings/endpoints';
import {validateSettings} from './settings/form';
import type {Problem} from './settings/form';
import {readSpecification} from './settings/specification';
import {unknownSettings} from './settings/unknown';

/** The settings after validation, in the form in which the rest of the code uses them. */
export interface Config {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Lower-case names, sorted, or only `*`. */
  readonly domains: readonly string[];
  /** `D7`, `D30`, `D90` or `D180`. */
  readonly reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  readonly backfillDays: number;
  readonly numWorkers: number;
  /** Scheme and host. */
  readonly graphUrl: string;
  /** Scheme and host. */
  readonly loginUrl: string;
}

export interface ParsedSettings {
  config: Config;
  /** Full sentences about settings that do nothing. */
  warnings: string[];
}

/** The settings as resources/spec.json describes them, once they are valid. */
interface RawSettings {
  tenant_id: string;
  client_id: string;
  credentials: {auth_type: 'client_secret'; client_secret: string};
  domains?: string[];
  report_period?: string;
  daily_report_backfill_days?: number;
  num_workers?: number;
  endpoints?: {graph_url?: string; login_url?: string};
}

const GLOBAL_CLOUD = {
  graphUrl: 'https://graph.microsoft.com',
  loginUrl: 'https://login.microsoftonline.com',
};

/**
 * Checks the settings against resources/spec.json and brings them into one form.
 * @throws ConfigError that names every wrong setting, its value (never a secret) and what would
 * be right.
 */
export function parseConfig(settings: unknown, environment: NodeJS.ProcessEnv): ParsedSettings {
  const form = readSpecification().connectionSpecification;
  const problems = validateSettings(form, settings);
  if (problems.length > 0) throw invalid(problems);
  const raw = settings as RawSettings;
  const domains = parseDomains(raw.domains ?? ['*']);
  const graphUrl = parseEndpoint('graph_url', raw.endpoints, environment);
  const loginUrl = parseEndpoint('login_url', raw.endpoints, environment);
  const found = [domains, graphUrl, loginUrl].flatMap(({problems: own}) => own);
  if (found.length > 0) throw invalid(found);
  const config: Config = Object.freeze({
    tenantId: raw.tenant_id.trim().toLowerCase(),
    clientId: raw.client_id.trim().toLowerCase(),
    clientSecret: raw.credentials.client_secret.trim(),
    domains: domains.names,
    reportPeriod: raw.report_period ?? 'D30',
    backfillDays: raw.daily_report_backfill_days ?? 7,
    numWorkers: raw.num_workers ?? 4,
    graphUrl: graphUrl.url ?? GLOBAL_CLOUD.graphUrl,
    loginUrl: loginUrl.url ?? GLOBAL_CLOUD.loginUrl,
  });
  return {config, warnings: unknownSettings(form, raw)};
}

/** Every value in the settings that must not appear anywhere, also where the settings are wrong. */
export function secretsIn(settings: unknown): string[] {
  const credentials = (settings as {credentials?: unknown} | null | undefined)?.credentials;
  const secret = (credentials as {client_secret?: unknown} | null | undefined)?.client_secret;
  const texts = [credentials, secret].filter((value) => typeof value === 'string');
  return texts.flatMap((text) => [text, text.trim()]);
}

function invalid(problems: Problem[]): ConfigError {
  const sentences = problems.map(({setting, text}) => (setting ? `${setting} ${text}` : text));
  return new ConfigError(`The settings cannot be used: ${sentences.join('; ')}.`);
}
