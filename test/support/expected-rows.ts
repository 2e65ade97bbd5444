/** The rows that the streams owe a tenant, made from its directory and not from what was read. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Sku, Tenant, User} from '../../tenant/tenant';
import {REPOSITORY} from './connector';
import type {Row} from './messages';

const YEAR_ONE = '0001-01-01T00:00:00Z';

const SIGN_IN_FIELDS = [
  'lastSignInDateTime',
  'lastSignInRequestId',
  'lastNonInteractiveSignInDateTime',
  'lastNonInteractiveSignInRequestId',
  'lastSuccessfulSignInDateTime',
  'lastSuccessfulSignInRequestId',
] as const;

/** Properties of Graph in a schema; those of our own have an underscore. */
function graphFields(stream: string): string[] {
  const path = join(REPOSITORY, 'resources', 'schemas', `${stream}.json`);
  const {properties} = JSON.parse(readFileSync(path, 'utf8')) as {properties: object};
  return Object.keys(properties).filter((name) => !name.includes('_'));
}

const USER_FIELDS = graphFields('users');
const DETAIL_FIELDS = graphFields('user_organization_details');
const SKU_FIELDS = graphFields('subscribed_skus');

function pick(source: object, fields: readonly string[]): Row {
  const values = source as Row;
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}

function byId(rows: Iterable<Row>): Map<string, Row> {
  return new Map([...rows].map((row) => [String(row['id']), row]));
}

export function userRows(users: Iterable<User>): Map<string, Row> {
  return byId([...users].map(userRow));
}

function userRow(user: User): Row {
  return {...pick(user, USER_FIELDS), object_type: user.isAgent ? 'agentUser' : 'user'};
}

/** A manager counts who lives, whatever the domain. */
export function organizationDetailRows(
  users: Iterable<User>,
  {directory}: Pick<Tenant, 'directory'>,
): Map<string, Row> {
  return byId([...users].map((user) => organizationDetailRow(user, directory)));
}

function organizationDetailRow(user: User, directory: Tenant['directory']): Row {
  const {managerId} = user;
  const hasManager = managerId !== null && directory.byId(managerId) !== undefined;
  const errors = user.serviceProvisioningErrors.map(({'@odata.type': _, ...error}) => error);
  const row = pick({...user, serviceProvisioningErrors: errors}, DETAIL_FIELDS);
  return {...row, manager_id: hasManager ? managerId : null};
}

export function signInRows(users: Iterable<User>): Map<string, Row> {
  return byId([...users].map(signInRow));
}

export function skuRows(skus: Iterable<Sku>): Map<string, Row> {
  return byId([...skus].map((sku) => pick(sku, SKU_FIELDS)));
}

function signInRow({id, userPrincipalName, signInActivity}: User): Row {
  const row: Row = {id, userPrincipalName};
  for (const field of SIGN_IN_FIELDS) {
    const value = signInActivity?.[field] ?? '';
    row[field] = value === '' || value === YEAR_ONE ? null : value;
  }
  const dates = SIGN_IN_FIELDS.filter((field) => field.endsWith('DateTime'))
    .flatMap((field) => row[field] ?? [])
    .map(String)
    .sort();
  return {...row, latest_sign_in_at: dates.at(-1) ?? null, ...lastUse(row, dates)};
}

/** Of dates of one spelling, which sort as texts do. */
function lastUse(row: Row, dates: readonly string[]): Row {
  const success = row['lastSuccessfulSignInDateTime'];
  if (success !== null) return {last_use_at: success, last_use_evidence: 'successful'};
  const early = dates.filter((date) => date.slice(0, 7) <= '2023-11').at(-1);
  if (early !== undefined) return {last_use_at: early, last_use_evidence: 'before_2023_12'};
  return {last_use_at: null, last_use_evidence: dates.length === 0 ? 'none' : 'attempts_only'};
}

/** Every user of the tenant, or those of some domains. */
export function usersIn({directory}: Tenant, domains: readonly string[]): User[] {
  if (domains.includes('*')) return [...directory.all()];
  return domains.flatMap((domain) => [...directory.inDomain(domain)]);
}

/**
 * Says which rows differ, not how two large tables look. Fields that the connector adds of its own
 * are compared where `expected` has them.
 */
export function expectRows(actual: Map<string, Row>, expected: Map<string, Row>): void {
  const missing = [...expected.keys()].filter((id) => !actual.has(id));
  const extra = [...actual.keys()].filter((id) => !expected.has(id));
  const different = [...expected].flatMap(([id, row]) => {
    const other = actual.has(id) ? like(row, actual.get(id)) : row;
    return JSON.stringify(other) === JSON.stringify(row) ? [] : [[other, row]];
  });
  const differences = {missing, extra, different: different.slice(0, 2)};
  expect(differences).toEqual({missing: [], extra: [], different: []});
}

/** `value` with the keys of `model` only, in the order of `model`. */
function like(model: unknown, value: unknown): unknown {
  if (Array.isArray(model) && Array.isArray(value)) {
    return value.map((item, place) => like(model[place], item));
  }
  if (!isRow(model) || !isRow(value)) return value;
  return Object.fromEntries(Object.keys(model).map((key) => [key, like(model[key], value[key])]));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
