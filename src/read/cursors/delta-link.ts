/**
 * Follows the rounds of a delta query. State holds the link that the round began with beside the
 * next page link, so that an expired page link costs one round and not the whole history.
 * https://learn.microsoft.com/graph/delta-query-overview
 */
import {message} from '../../message-text';
import {listUrl} from '../../graph/query';
import {domainFilters, emptyListError} from '../domain-filter';
import {REFRESH_ADVICE} from '../refresh-advice';
import {answerOf, isExpiredLink} from '../start-over';
import {isSameTenant} from '../state';
import type {OpenedState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {readRound} from './delta-round';
import {firstRound, isFullRound, parseRound} from './delta-state';

export async function* readDeltaLink(context: StreamContext, opened: OpenedState): SyncEvents {
  const saved = opened.kind === 'continued' ? parseRound(opened.cursor) : undefined;
  if (!saved || isFullRound(context, saved)) {
    yield* restart(context, mayHoldOtherUsers(context, opened));
    return;
  }
  try {
    yield* readRound(context, saved);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    context.log(
      'WARN',
      message`Microsoft Graph no longer knows where the last sync ended (${answerOf(error)}), so all users are read again. Users who were deleted permanently since then stay in the destination until a ${REFRESH_ADVICE}.`,
    );
    yield* restart(context, true);
  }
}

/**
 * Whether rows of an earlier sync may be in the destination that lie outside of the domains now. A
 * first sync and another tenant have none.
 */
function mayHoldOtherUsers({scope}: StreamContext, opened: OpenedState): boolean {
  if (opened.kind === 'none') return false;
  return opened.kind !== 'config_changed' || isSameTenant(opened, scope);
}

/** Begins a delta query anew, with tombstones for users that the new rounds will not name. */
async function* restart(context: StreamContext, emitTombstones: boolean): SyncEvents {
  // A typing error in the domains must not empty the table before it is noticed.
  if (emitTombstones) await assertHasMatch(context);
  yield* readRound(context, firstRound(context, emitTombstones));
}

async function assertHasMatch(context: StreamContext): Promise<void> {
  const {baseUrl, definition, domains} = context;
  if (domains.everyone) return;
  for (const filter of domainFilters(context)) {
    const query = {select: ['id'], filter, top: 1};
    const url = listUrl(baseUrl, definition.endpoint, query);
    for await (const page of context.pages(url, {origin: 'first_request', advanced: true})) {
      if (page.rows.length > 0) return;
    }
  }
  throw emptyListError(context);
}
