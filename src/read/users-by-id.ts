/** Reads users by their ids, as Graph gives them. */
import {SystemError, errorFields} from '../errors';
import type {ErrorCondition} from '../errors';
import {MAX_OR_CLAUSES, equalsAny, listUrl} from '../graph/query';
import {expandOf} from '../streams/request-url';
import {isRow} from '../streams/row';
import type {Row} from '../streams/stream';
import {forEachConcurrently} from './concurrently';
import {ListProgress} from './list-progress';
import type {StreamContext} from './stream-context';

/**
 * Whether a row that is no deletion holds a part of the user only.
 *
 * Graph promises all selected properties of a changed user, but has been seen to send the changed
 * ones alone. It also leaves out what was never set, so a property that is absent proves nothing,
 * with one exception: every user has a userPrincipalName, and it is always selected. A row without
 * a value of that property is thin; one that has it is taken as it is, whatever else is absent.
 * https://learn.microsoft.com/graph/delta-query-overview#object-representation-in-the-delta-query-response
 */
export function isThin({definition: {domainFilter}}: StreamContext, raw: unknown): boolean {
  const {kind} = domainFilter;
  return kind === 'user_principal_name' && isRow(raw) && (raw[domainFilter.field] ?? '') === '';
}

/**
 * The users with these ids; who is not found is deleted and not among them.
 * @throws TransientError, SystemError or ConfigError, the first that a request ended with.
 */
export async function readUsersById(
  context: StreamContext,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const users = await listUsers(context, ids);
  const left = ids.filter((id) => !users.has(id));
  await forEachConcurrently(left, async (id, signal) => {
    const user = await readUser(context, id, signal);
    if (user) users.set(id, user);
  });
  return users;
}

/** A list that cannot be read to its end says nothing of the users whom it has not named yet. */
const NOT_LISTED: ReadonlySet<ErrorCondition | undefined> = new Set([
  'query_refused',
  'link_expired',
] as const);

/**
 * Reads as many users with one request as one filter can name. A list says nothing of whom it leaves
 * out: they are read one by one, and so are all where Graph refuses the filter.
 */
async function listUsers(
  context: StreamContext,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const users = new Map<string, Row>();
  await forEachConcurrently(chunksOf(ids, MAX_OR_CLAUSES), async (chunk) => {
    if (chunk.length === 1) return;
    try {
      for await (const [id, user] of listByIds(context, chunk)) users.set(id, user);
    } catch (error) {
      if (!NOT_LISTED.has(errorFields(error).condition)) throw error;
    }
  });
  return users;
}

async function* listByIds(
  context: StreamContext,
  ids: readonly string[],
): AsyncGenerator<[id: string, user: Row], void, undefined> {
  const {definition, baseUrl, select} = context;
  // No advanced query: Graph supports no `$expand` in those.
  const query = {select, expand: expandOf(definition), filter: equalsAny('id', ids), isPlain: true};
  const url = listUrl(baseUrl, definition.endpoint, query);
  const missing = new Set<unknown>(ids);
  const progress = new ListProgress(definition.name);
  for await (const {rows, nextLink} of context.pages(url, {origin: 'object'})) {
    const fresh = rows.filter(isRow).filter((user) => missing.delete(user['id']));
    for (const user of fresh) if (!isThin(context, user)) yield [user['id'] as string, user];
    progress.page({rows: rows.length, fresh: fresh.length, hasNext: nextLink !== undefined});
  }
}

/** @returns undefined where there is no such user any more. */
async function readUser(
  context: StreamContext,
  id: string,
  signal: AbortSignal,
): Promise<Row | undefined> {
  const {definition, baseUrl, select} = context;
  const path = `${definition.endpoint}/${encodeURIComponent(id)}`;
  const url = listUrl(baseUrl, path, {select, expand: expandOf(definition)});
  try {
    const user = await context.object(url, signal);
    if (isRow(user) && user['id'] === id && isWhole(context, user)) return user;
  } catch (error) {
    if (errorFields(error).condition === 'not_found') return undefined;
    throw error;
  }
  throw new SystemError(
    `${definition.name}: Microsoft Graph sent only a part of a user, even when it was requested ` +
      'alone. The next sync resumes from the last state.',
  );
}

/** Asked for alone, a user has the property, whatever its value. */
function isWhole({definition: {domainFilter}}: StreamContext, user: Row): boolean {
  return domainFilter.kind === 'tenant_wide' || user[domainFilter.field] !== undefined;
}

export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({length: count}, (_, index) => items.slice(index * size, (index + 1) * size));
}
