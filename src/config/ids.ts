/** The two ids of the app registration, as people type them. */
import {foreignName, message} from '../message-text';
import type {MessagePart} from '../message-text';
import {inSetupGuide} from '../setup-guide';
import {CLOUDS} from './clouds';
import type {Cloud} from './clouds';
import {expectationText, mistakeText} from './shown-value';
import type {Mistake} from './shown-value';

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const IS_GUID = new RegExp(`^${GUID}$`);
const GUIDS = new RegExp(`(?<![\\w-])${GUID}(?![\\w-])`, 'g');
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const DOMAIN = `(?:${LABEL}\\.){1,8}[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])`;
const IS_DOMAIN = new RegExp(`^${DOMAIN}$`);
/** An address, with or without its scheme. */
const URL_PARTS = new RegExp(`^(?:https?://)?(${DOMAIN})(?::\\d+)?(/[^]*)?$`, 'i');
const MAIL = new RegExp(`^[^@\\s]+@(${DOMAIN})$`);
const MAX_LENGTH = 500;

const EXAMPLE = '00000000-0000-0000-0000-000000000000';
const TENANT_FORM = `the Directory (tenant) ID: ${EXAMPLE} or a verified domain`;
const CLIENT_FORM = `the Application (client) ID: ${EXAMPLE}`;

const COPY = `from App registrations > your app > Overview ${inSetupGuide('ids')}`;
const COPY_TENANT = `enter the id alone: the Directory (tenant) ID ${COPY}`;
const COPY_CLIENT = `enter the id alone: the Application (client) ID ${COPY}`;

/** Names of the login service for every tenant or none. */
const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers']);

const PLACEHOLDER = 'a placeholder';

/** Words that documentation and templates have in the place of an id. */
const LIKE_PLACEHOLDER =
  /^(<.*>|\{.*\}|\$.*|%.*%|x{3,}[x-]*|(your|my)?[ _-]*(azure|directory|application|tenant|client|app)?[ _-]*(\(\w+\)[ _-]*)?(id|guid)([ _-]here)?)$/i;

/** What is wrong with `tenant_id`; undefined where it has the form of one. */
export function tenantIdErrorText(value: unknown): MessagePart | undefined {
  const text = textOf(value);
  if (text === undefined) return expectationText('tenant_id', value, TENANT_FORM);
  const isOwn = (IS_GUID.test(text) && text !== EXAMPLE) || (IS_DOMAIN.test(text) && !isHost(text));
  if (isOwn) return undefined;
  const mistake = tenantMistake(text);
  return mistake
    ? mistakeText('tenant_id', value, mistake)
    : expectationText('tenant_id', value, TENANT_FORM);
}

function tenantMistake(text: string): Mistake | undefined {
  if (SHARED_TENANTS.has(text.toLowerCase())) return {is: 'no tenant', todo: COPY_TENANT};
  if (isPlaceholder(text)) return {is: PLACEHOLDER, todo: COPY_TENANT};
  const id = idMistake(text);
  if (id) return id;
  const [, domainOfMail] = MAIL.exec(text) ?? [];
  if (domainOfMail !== undefined) return {is: 'a user', todo: COPY_TENANT};
  const domain = domainInAddress(text);
  if (domain === undefined) return undefined;
  return {
    is: 'an address',
    todo: domain === '' ? COPY_TENANT : message`enter the id alone: ${foreignName(domain)}`,
  };
}

/** The tenant in an address of the login service, or the host of another one; empty where none. */
function domainInAddress(text: string): string | undefined {
  const [, host, path = ''] = URL_PARTS.exec(text.replace(/^@/, '').replace(/\.$/, '')) ?? [];
  if (host === undefined) return undefined;
  if (!isHost(host)) return host.toLowerCase();
  const named = path.split('/').find((part) => IS_DOMAIN.test(part) && part !== 'v2.0');
  return named ?? '';
}

/** What is wrong with `client_id`; undefined where it has the form of one. */
export function clientIdErrorText(value: unknown, tenantId: unknown): MessagePart | undefined {
  const text = textOf(value);
  if (text === undefined) return expectationText('client_id', value, CLIENT_FORM);
  if (text === textOf(tenantId)) {
    return mistakeText('client_id', value, {is: 'the same as tenant_id', todo: COPY_CLIENT});
  }
  if (IS_GUID.test(text) && text !== EXAMPLE) return undefined;
  const mistake = clientMistake(text, textOf(tenantId) ?? '');
  return mistake
    ? mistakeText('client_id', value, mistake)
    : expectationText('client_id', value, CLIENT_FORM);
}

function clientMistake(text: string, tenantId: string): Mistake | undefined {
  if (isPlaceholder(text)) return {is: PLACEHOLDER, todo: COPY_CLIENT};
  const id = idMistake(text);
  if (id) return id;
  if (IS_DOMAIN.test(text) && IS_GUID.test(tenantId)) {
    const todo = `tenant_id and client_id look swapped: compare both ${COPY}`;
    return {is: 'a domain', todo};
  }
  return URL_PARTS.test(text) ? {is: 'an address', todo: COPY_CLIENT} : undefined;
}

function isPlaceholder(text: string): boolean {
  return text === EXAMPLE || (LIKE_PLACEHOLDER.test(text) && onlyGuidIn(text) === undefined);
}

/** An id with something around it, without its hyphens, or with the dashes of a text processor. */
function idMistake(text: string): Mistake | undefined {
  const id = onlyGuidIn(text);
  if (id !== undefined) return {is: 'more than an id', todo: `enter the id alone: ${id}`};
  const digits = /^[0-9a-f]{32}$/.exec(text)?.[0];
  const respelled = digits
    ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : onlyGuidIn(text.replaceAll(/[\u2010-\u2015\u2212]/g, '-'));
  if (respelled === undefined) return undefined;
  return {is: 'an id in another spelling', todo: `enter ${respelled}`};
}

/** The one id in a longer text; undefined where there is none, or more than one. */
function onlyGuidIn(text: string): string | undefined {
  const [id, ...more] = text.match(GUIDS) ?? [];
  return more.length > 0 || id === EXAMPLE ? undefined : id?.toLowerCase();
}

/** Below these Microsoft names its own hosts, such as the SharePoint of a tenant. */
const SERVICE_DOMAINS = /(^|\.)(sharepoint\.(com|us)|windows\.net|azure\.(com|us)|office\.com)$/i;

/** A host of Microsoft has the form of a domain, and is nobody's tenant. */
function isHost(text: string): boolean {
  if (SERVICE_DOMAINS.test(text)) return true;
  const clouds: Cloud[] = Object.values(CLOUDS);
  const urls = clouds.flatMap(({loginUrl, graphUrl}) => [loginUrl, graphUrl]);
  const hosts = [...urls.map((url) => new URL(url).host), 'entra.microsoft.com'];
  return hosts.includes(text.toLowerCase());
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MAX_LENGTH
    ? value.trim().toLowerCase()
    : undefined;
}
