/** Users of whom a page of a delta query tells a part only. */
import {SystemError, errorFields} from '../../errors';
import type {ErrorCondition} from '../../errors';
import {MAX_OR_CLAUSES, equalsAny, listUrl} from '../../graph/query';
import {relatedId} from '../../streams/relationship';
import {expandOf} from '../../streams/request-url';
import {isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import type {IdSet} from '../id-set';
import {ListProgress} from '../list-progress';
import type {StreamContext} from '../stream-context';
import type {TransformedRow} from '../transform';
import {forEachConcurrently} from './concurrently';

/** A change of one user; `row` is undefined where the user is deleted. */
export interface UserChange {
  id: string;
  row: TransformedRow | undefined;
  isThin: boolean;
}

/** The users whom a full round has named since its first page; undefined in every other round. */
export type NamedIds = IdSet | undefined;

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
 * Whether a row does not say to whom its user is related, and that may be somebody. Where a round
 * lists everybody, its first row of a user tells the relationship if there is one; a row that comes
 * because something else has changed may leave it out.
 */
export function lacksRelationship(
  {definition: {relationship}}: StreamContext,
  raw: unknown,
  named: NamedIds,
): boolean {
  if (!relationship) return false;
  const {id} = raw as Row & {id: string};
  const isFirst = named?.add(id) ?? false;
  return !isFirst && relatedId(raw as Row, relationship) === undefined;
}

/**
 * Replaces thin rows by the whole users, which are read by their ids: their rows would overwrite what
 * is known with nulls, and with domains a living user would look like one outside of them.
 *
 * Who is not found is deleted. Every other failure ends the stream before anything of the page is
 * emitted, so the next sync reads the page again. That goes for a refusal as well: the same
 * permission has just listed the user, so it is no missing permission but a failure of Graph.
 * @throws TransientError, SystemError or ConfigError, the first that a request ended with.
 */
export async function completeThinUsers(
  context: StreamContext,
  changes: readonly UserChange[],
): Promise<void> {
  const thin = changes.filter((change) => change.isThin);
  if (thin.length === 0) return;
  context.log('DEBUG', `${thin.length} rows of a page do not hold the whole user; reading those`);
  const listed = await listUsers(context, thin);
  const left = thin.filter((change) => {
    change.row = listed.get(change.id);
    return change.row === undefined;
  });
  await forEachConcurrently(left, async (change, signal) => {
    change.row = await readUser(context, change.id, signal);
  });
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
  changes: readonly UserChange[],
): Promise<Map<string, TransformedRow>> {
  const users = new Map<string, TransformedRow>();
  const ids = changes.map(({id}) => id);
  await forEachConcurrently(chunksOf(ids, MAX_OR_CLAUSES), async (chunk) => {
    if (chunk.length === 1) return;
    try {
      for await (const user of listByIds(context, chunk)) users.set(user.id, user);
    } catch (error) {
      if (!NOT_LISTED.has(errorFields(error).condition)) throw error;
    }
  });
  return users;
}

async function* listByIds(
  context: StreamContext,
  ids: readonly string[],
): AsyncGenerator<TransformedRow, void, undefined> {
  const {definition, baseUrl, select} = context;
  // No advanced query: Graph supports no `$expand` in those.
  const query = {select, expand: expandOf(definition), filter: equalsAny('id', ids), isPlain: true};
  const url = listUrl(baseUrl, definition.endpoint, query);
  const missing = new Set<unknown>(ids);
  const progress = new ListProgress(definition.name);
  for await (const {rows, nextLink} of context.pages(url, {origin: 'object'})) {
    const fresh = rows.filter((user) => isRow(user) && missing.delete(user['id']));
    for (const user of fresh) if (!isThin(context, user)) yield context.transform(user);
    progress.page({rows: rows.length, fresh: fresh.length, hasNext: nextLink !== undefined});
  }
}

/** @returns undefined where there is no such user any more. */
async function readUser(
  context: StreamContext,
  id: string,
  signal: AbortSignal,
): Promise<TransformedRow | undefined> {
  const {definition, baseUrl, select} = context;
  const path = `${definition.endpoint}/${encodeURIComponent(id)}`;
  const url = listUrl(baseUrl, path, {select, expand: expandOf(definition)});
  try {
    const user = await context.object(url, signal);
    if (isRow(user) && user['id'] === id && isWhole(context, user)) return context.transform(user);
  } catch (error) {
    if (errorFields(error).condition === 'not_found') return undefined;
    throw error;
  }
  throw new SystemError(
    `${definition.name}: Microsoft Graph sent a part of a user only, also when asked for that user ` +
      'alone. The next sync goes on from the last state.',
  );
}

/** Asked for alone, a user has the property, whatever its value. */
function isWhole({definition: {domainFilter}}: StreamContext, user: Row): boolean {
  return domainFilter.kind === 'tenant_wide' || user[domainFilter.field] !== undefined;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({length: count}, (_, index) => items.slice(index * size, (index + 1) * size));
}
