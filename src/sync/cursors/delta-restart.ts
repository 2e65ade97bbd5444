/** Begins a delta query anew, so that the destination loses whom the new rounds will not name. */
import {listUrl} from '../../graph/query';
import {EVERYONE} from '../domains';
import {emptyListError, serverFilters} from '../domain-filter';
import type {ReadContext, SyncEvents} from '../read-context';
import type {OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';
import {firstLink, readRound} from './delta-round';

/**
 * Whom the rows of before ask to be emitted as deleted, see `Round`: whoever lies outside of the
 * domains now may be among them, also who has moved to a third domain since. A first sync and
 * another tenant ask for nobody.
 */
export function leaversOf({madeWith}: ReadContext, opened: OpenedState): readonly string[] {
  if (opened.kind === 'none') return [];
  if (opened.kind === 'other_settings' && !isFormerTable(opened, madeWith)) return [];
  return [EVERYONE];
}

export async function* restart(context: ReadContext, leavers: readonly string[]): SyncEvents {
  // A typing error in the domains must not empty the table before it is noticed.
  if (leavers.length > 0) await assertAnyone(context);
  const start_link = firstLink(context);
  yield* readRound(context, {start_link, next_link: null, leavers, anyone: false});
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
