/** The users in the recycle bin: a delta query that begins anew need not name them. */
import {errorFields} from '../../errors';
import type {ErrorCondition} from '../../errors';
import {listUrl} from '../../graph/query';
import {IdSet} from '../id-set';
import {ListProgress} from '../list-progress';
import {REFRESH_ADVICE} from '../refresh-advice';
import {startOverOnce} from '../start-over';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows, tombstone} from '../transform';
import type {DeliveredIds} from './delta-page';

/**
 * Emits a tombstone for each user in the recycle bin whom the destination may have: those whom this
 * round has delivered, or, where an earlier sync may have delivered anybody, all of them. Users stay
 * there for at most 30 days, so nothing is said of when they were deleted: that would depend on
 * clocks and on the age of a state.
 */
export async function* deletedUsers(context: StreamContext, delivered: DeliveredIds): SyncEvents {
  let isSecond = false;
  try {
    yield* startOverOnce({
      read: () => listDeleted(context, delivered),
      beforeSecond: () => void (isSecond = true),
      expiredTwice:
        `${context.definition.name}: Microsoft Graph let the page links of the deleted users expire ` +
        'twice in one read. The next sync starts over.',
    });
  } catch (error) {
    const {condition} = errorFields(error);
    // A list that could be read before is not one that may not be read.
    if (isSecond || !condition || !UNREADABLE.has(condition)) throw error;
    context.log(
      'WARN',
      'the list of deleted users may not be read, so users who were deleted since the last sync ' +
        `stay in the destination until a ${REFRESH_ADVICE}.`,
    );
  }
}

const UNREADABLE: ReadonlySet<ErrorCondition> = new Set([
  'permission_missing',
  'permission_contradicted',
  'licence_missing',
  'not_found',
]);

async function* listDeleted(
  {definition, ...context}: StreamContext,
  delivered: DeliveredIds,
): SyncEvents {
  if (definition.cursor.kind !== 'delta_link') return;
  const {deletedItems} = definition.cursor;
  const url = listUrl(context.baseUrl, deletedItems, {select: ['id'], top: 999});
  const seen = new IdSet();
  const progress = new ListProgress(definition.name);
  for await (const page of context.pages(url, {origin: 'first_request'})) {
    const extractedAt = context.extractionClock.next();
    const ids = page.rows.map((user) => context.transform(user).id);
    const fresh = ids.filter((id) => seen.add(id));
    const hasNext = page.nextLink !== undefined;
    progress.page({rows: ids.length, fresh: fresh.length, hasNext});
    const known = delivered ? fresh.filter((id) => delivered.has(id)) : fresh;
    const rows = known.map((id) => tombstone(id, extractedAt));
    if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
  }
}
