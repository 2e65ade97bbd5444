import type {Session} from '../airbyte/source';
import {ConfigError} from '../errors';
import type {Credential} from '../graph/auth/sign-in';
import {MAX_MESSAGE_LENGTH, message} from '../message-text';
import type {MessageText} from '../message-text';
import {CLOUDS, parseEndpoint} from './clouds';
import type {Cloud, CloudName} from './clouds';
import {withoutInvisible} from './invisible';
import {parseCredentials, secretExpiry, secretsIn} from './credentials';
import type {RawCredentials} from './credentials';
import {parseDomains} from './domains';
import {parsePersonalData, pseudonymKeysIn} from './personal-data';
import type {RawPersonalData} from './personal-data';
import type {ValidationError} from './shown-value';
import {readSpecification} from './spec';
import {unknownSettings} from './unknown-settings';
import {withoutUnset} from './unset-settings';
import {validateSettings} from './validation';

/** What a sync does when a stream may not be read. */
export type OnMissingPermission = 'auto' | 'skip' | 'fail';

/** The settings after validation, in the form in which the rest of the code uses them. */
export interface Config {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credentials: Credential;
  /** `YYYY-MM-DD`; absent where it is not known. */
  readonly secretExpiresOn?: string;
  /** Lower-case names, each once, in the order of the form, or only `*`. */
  readonly domains: readonly string[];
  readonly cloud: CloudName;
  /** `D7`, `D30`, `D90` or `D180`. */
  readonly reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  readonly backfillDays: number;
  readonly onMissingPermission: OnMissingPermission;
  readonly numWorkers: number;
  /** Of the pseudonyms that stand for people; absent where personal data is kept. */
  readonly pseudonymKey?: string;
  /** Scheme and host. */
  readonly graphUrl: string;
  /** Scheme and host. */
  readonly loginUrl: string;
  /** Another name of the same service; absent where `endpoints` names the service. */
  readonly loginAlias?: string;
}

export interface ParsedSettings {
  config: Config;
  /** Parts of sentences about settings that do nothing. */
  warnings: string[];
}

/** The settings as resources/spec.json describes them, once they are valid. */
interface RawSettings {
  tenant_id: string;
  client_id: string;
  credentials: RawCredentials;
  domains?: string[];
  cloud?: CloudName;
  report_period?: string;
  daily_report_backfill_days?: number;
  on_missing_permission?: OnMissingPermission;
  num_workers?: number;
  personal_data?: RawPersonalData;
  endpoints?: {graph_url?: string; login_url?: string};
}

/** What the settings depend on besides themselves. */
export interface Environment {
  environment: NodeJS.ProcessEnv;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Checks the settings against resources/spec.json and brings them into one form.
 * @throws ConfigError that names every wrong setting, its value (never a secret) and what would
 * be right.
 */
export function parseConfig(entered: unknown, {environment, now}: Environment): ParsedSettings {
  const schema = readSpecification().connectionSpecification;
  const settings = withoutUnset(withoutInvisible(entered), schema);
  const errors = validateSettings(schema, settings);
  const warnings = unknownSettings(schema, settings).map(sentence);
  if (errors.length > 0) throw settingsError(errors, warnings);
  const raw = settings as RawSettings;
  const domains = parseDomains(raw.domains ?? ['*']);
  const credentials = parseCredentials(raw.credentials, now);
  const graphUrl = parseEndpoint('graph_url', raw.endpoints, environment);
  const loginUrl = parseEndpoint('login_url', raw.endpoints, environment);
  const found = [domains, credentials, graphUrl, loginUrl].flatMap((part) => part.errors);
  if (found.length > 0) throw settingsError(found, warnings);
  const cloud = raw.cloud ?? 'global';
  const config: Config = Object.freeze({
    tenantId: raw.tenant_id.trim().toLowerCase(),
    clientId: raw.client_id.trim().toLowerCase(),
    credentials: credentials.credentials,
    ...(credentials.expiresOn && {secretExpiresOn: credentials.expiresOn}),
    domains: domains.names,
    cloud,
    reportPeriod: raw.report_period ?? 'D30',
    backfillDays: raw.daily_report_backfill_days ?? 7,
    onMissingPermission: raw.on_missing_permission ?? 'auto',
    numWorkers: raw.num_workers ?? 4,
    ...parsePersonalData(raw.personal_data),
    graphUrl: graphUrl.url ?? CLOUDS[cloud].graphUrl,
    ...(loginUrl.url === undefined ? loginOf(CLOUDS[cloud]) : {loginUrl: loginUrl.url}),
  });
  return {config, warnings};
}

function loginOf({loginUrl, loginAlias}: Cloud): Pick<Config, 'loginUrl' | 'loginAlias'> {
  return {loginUrl, ...(loginAlias !== undefined && {loginAlias})};
}

/** More of them in one message help nobody. */
const MAX_SHOWN_ERRORS = 10;

const BEGINNING = 'The settings cannot be used: ';

/** Each mistake alone is a message of the usual length. */
function sentence(text: MessageText): string {
  return text.within(MAX_MESSAGE_LENGTH - BEGINNING.length - '.'.length);
}

/** A setting that is not known is often the one that is missing, under another name. */
function settingsError(errors: ValidationError[], unknown: string[]): ConfigError {
  const sentences = errors
    .slice(0, MAX_SHOWN_ERRORS)
    .map(({setting, text}) => sentence(setting ? message`${setting} ${text}` : message`${text}`));
  const more = errors.length - MAX_SHOWN_ERRORS;
  if (more > 0) sentences.push(`and ${more} more mistakes`);
  return new ConfigError(`${BEGINNING}${[...sentences, ...unknown].join('; ')}.`);
}

/**
 * Validates the settings and keeps their secrets out of every message from here on. Findings that
 * stop no sync (unknown settings, a secret that expires soon) are logged; a check refuses the former
 * and puts the latter into its status.
 * @throws ConfigError for wrong settings, and in a check for unknown ones.
 */
export function loadConfig(
  settings: unknown,
  {messages, redactor}: Session,
  {environment, now, findings}: Environment & {findings: 'in_status' | 'in_logs'},
): Config {
  for (const secret of [...secretsIn(settings), ...pseudonymKeysIn(settings)]) redactor.add(secret);
  const {config, warnings} = parseConfig(settings, {environment, now});
  if (findings === 'in_status') {
    if (warnings.length === 0) return config;
    throw new ConfigError(`${BEGINNING}${warnings.join('; ')}.`);
  }
  for (const warning of warnings) messages.log('WARN', `Ignored: ${warning}.`);
  const expiry = secretExpiry(config.credentials, config.secretExpiresOn, now);
  if (expiry) messages.log('WARN', expiry);
  return config;
}
