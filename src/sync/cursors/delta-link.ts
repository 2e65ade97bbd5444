/**
 * Follows the rounds of a delta query. State holds the link that the round began with beside the
 * next page link, so that an expired page link costs one round and not the whole history.
 * https://learn.microsoft.com/graph/delta-query-overview
 */
import type {Row} from '../define-stream';
import {EVERYONE} from '../domains';
import {isExpiredLink} from '../expired-link';
import type {ReadContext, SyncEvents} from '../read-context';
import {isStringList} from '../saved-state';
import type {OpenedState} from '../saved-state';
import {leaversOf, restart} from './delta-restart';
import {isUnbegun, readRound} from './delta-round';
import type {Round} from './delta-round';

export async function* deltaLink(context: ReadContext, opened: OpenedState): SyncEvents {
  const saved = opened.kind === 'same_settings' ? roundOf(opened.cursor) : undefined;
  if (!saved || isUnbegun(context, saved)) {
    yield* restart(context, leaversOf(context, opened));
    return;
  }
  try {
    yield* readRound(context, saved);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    context.log(
      'WARN',
      'Microsoft Graph no longer knows where the last sync ended, so all users are read again. ' +
        'Users who were deleted permanently since then stay in the destination until a refresh ' +
        'with "remove records".',
    );
    yield* restart(context, [EVERYONE]);
  }
}

function roundOf(cursor: Row): Round | undefined {
  const {start_link, next_link, leavers, anyone} = cursor;
  if (typeof start_link !== 'string') return undefined;
  if (next_link !== null && typeof next_link !== 'string') return undefined;
  if (!isStringList(leavers) || typeof anyone !== 'boolean') return undefined;
  // Who was delivered before is not known any more, so that every stranger may be one of them.
  const formerly = leavers.length === 0 ? [EVERYONE] : leavers;
  return {start_link, next_link, leavers: formerly, anyone};
}
