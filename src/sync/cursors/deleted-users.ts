/** The users in the recycle bin: a delta query that begins anew need not name them. */
import {graphFacts, refusalOf} from '../../graph/graph-error';
import {listUrl} from '../../graph/query';
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvents} from '../read-context';
import {stampRows, tombstone} from '../rows';

/** Deletions reach the list of deleted users with a delay, and clocks differ. */
const LOOKBACK_MS = 48 * 3_600_000;

/** Emits as deleted who was deleted at or after `time` (epoch milliseconds), or little before. */
export async function* deletedUsers(context: ReadContext, time: number): SyncEvents {
  const {cursor} = context.definition;
  if (cursor.kind !== 'delta_link') return;
  const since = time - LOOKBACK_MS;
  const url = listUrl(context.baseUrl, cursor.deletedItems, {
    select: ['id', 'deletedDateTime'],
    top: 999,
  });
  try {
    for await (const page of context.pages(url)) {
      const stamp = context.stamps.next();
      const gone = (page.rows as Row[]).filter(
        ({deletedDateTime}) => !(Date.parse(String(deletedDateTime)) < since),
      );
      const rows = gone.map((user) => tombstone(context.shape(user).id, stamp));
      if (rows.length > 0) yield {rows: stampRows(rows, stamp), stamp};
    }
  } catch (error) {
    if (!refusalOf(error) && graphFacts(error)?.status !== 404) throw error;
    context.log(
      'WARN',
      'the list of deleted users may not be read, so users who were deleted since the last sync ' +
        'stay in the destination until a refresh with "remove records".',
    );
  }
}
