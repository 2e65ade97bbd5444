/** Users of whom a page of a delta query tells a part only. */
import {SystemError, errorFields} from '../../errors';
import {listUrl} from '../../graph/query';
import {isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import type {StreamContext} from '../stream-context';
import type {TransformedRow} from '../transform';

/** Requests at the same time; the rate limit of the directory holds for them as for all others. */
const MAX_CONCURRENT_READS = 4;

/** A change of one user; `row` is undefined where the user is deleted. */
export interface UserChange {
  id: string;
  row: TransformedRow | undefined;
  isThin: boolean;
}

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
 * Replaces thin rows by the whole users, which are read one by one: their rows would overwrite what
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
  await forEachConcurrently(thin, async (change, signal) => {
    change.row = await readUser(context, change.id, signal);
  });
}

/** @returns undefined where there is no such user any more. */
async function readUser(
  context: StreamContext,
  id: string,
  signal: AbortSignal,
): Promise<TransformedRow | undefined> {
  const {definition, baseUrl, select} = context;
  const path = `${definition.endpoint}/${encodeURIComponent(id)}`;
  try {
    const user = await context.object(listUrl(baseUrl, path, {select}), signal);
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

/** Ends with the first failure, which stops the others. */
async function forEachConcurrently<Item>(
  items: readonly Item[],
  act: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const failures: unknown[] = [];
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (stop.signal.aborted) return;
      await act(item, stop.signal);
    }
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const workers = Array.from({length: MAX_CONCURRENT_READS}, () => work().catch(fail));
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}
