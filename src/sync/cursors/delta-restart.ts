/** Begins a delta query anew, so that the destination loses whom the new rounds will not name. */
import {listUrl} from '../../graph/query';
import {EVERYONE} from '../domains';
import {emptyListError, serverFilters} from '../domain-filter';
import type {ReadContext, SyncEvents} from '../read-context';
import type {OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';
import {deletedUsers} from './deleted-users';
import {firstLink, readRound} from './delta-round';

export interface Restart {
  /** See `Round`. */
  leavers: readonly string[];
  /** Epoch milliseconds; undefined where nothing was delivered before. */
  deletedSince: number | undefined;
}

/**
 * What the rows of before ask for: whoever lies outside of the domains now may be among them, also
 * who has moved to a third domain since. A first sync and another tenant ask for nothing.
 */
export function planRestart({madeWith}: ReadContext, opened: OpenedState): Restart {
  const isFirst = opened.kind === 'none';
  if (isFirst || (opened.kind === 'other_settings' && !isFormerTable(opened, madeWith))) {
    return {leavers: [], deletedSince: undefined};
  }
  return {leavers: [EVERYONE], deletedSince: opened.after};
}

export async function* restart(context: ReadContext, {leavers, deletedSince}: Restart): SyncEvents {
  // A typing error in the domains must not empty the table before it is noticed.
  if (leavers.length > 0) await assertAnyone(context);
  if (deletedSince !== undefined) yield* deletedUsers(context, deletedSince);
  const round = {start_link: firstLink(context), next_link: null, leavers, anyone: false};
  yield* readRound(context, round, deletedSince ?? context.now());
}

async function assertAnyone(context: ReadContext): Promise<void> {
  const {baseUrl, definition, domains} = context;
  if (domains.everyone) return;
  for (const filter of serverFilters(context)) {
    const query = {select: ['id'], filter, top: 1};
    const url = listUrl(baseUrl, definition.endpoint, query);
    for await (const page of context.pages(url, {advanced: true})) {
      if (page.rows.length > 0) return;
    }
  }
  throw emptyListError(context);
}
