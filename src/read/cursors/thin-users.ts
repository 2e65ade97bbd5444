/** Users of whom a page of a delta query tells a part only. */
import {relatedId} from '../../streams/relationship';
import type {Row} from '../../streams/stream';
import type {IdSet} from '../id-set';
import type {StreamContext} from '../stream-context';
import type {TransformedRow} from '../transform';
import {readUsersById} from '../users-by-id';

/** A change of one user; `row` is undefined where the user is deleted. */
export interface UserChange {
  id: string;
  row: TransformedRow | undefined;
  isThin: boolean;
}

/** The users whom a full round has named since its first page; undefined in every other round. */
export type NamedIds = IdSet | undefined;

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
  const users = await readUsersById(
    context,
    thin.map(({id}) => id),
  );
  for (const change of thin) {
    const user = users.get(change.id);
    change.row = user && context.transform(user);
  }
}
