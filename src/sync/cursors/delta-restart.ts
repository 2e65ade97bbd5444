/** Begins a delta query anew, so that the destination loses whom the new rounds will not name. */
import {graphFacts, refusalOf} from '../../graph/graph-error';
import {listUrl} from '../../graph/query';
import type {Row} from '../define-stream';
import {Domains, EVERYONE} from '../domains';
import {emptyListError, serverFilters} from '../domain-filter';
import type {ReadContext, SyncEvents} from '../read-context';
import {stampRows, tombstone} from '../rows';
import {isStringList} from '../saved-state';
import type {OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';
import {firstLink, readRound} from './delta-round';

/** Deletions reach the list of deleted users with a delay, and clocks differ. */
const LOOKBACK_MS = 48 * 3_600_000;

export interface Restart {
  /** See `Round`. */
  leavers: readonly string[];
  /** Epoch milliseconds; undefined where nothing was delivered before. */
  deletedSince: number | undefined;
}

/** What the rows of before ask for. A first sync and another tenant ask for nothing. */
export function planRestart({madeWith}: ReadContext, opened: OpenedState): Restart {
  if (opened.kind === 'same_settings' || opened.kind === 'unusable') {
    return {leavers: [EVERYONE], deletedSince: opened.after};
  }
  if (opened.kind === 'none' || !isFormerTable(opened, madeWith)) {
    return {leavers: [], deletedSince: undefined};
  }
  const pending = isStringList(opened.cursor['leavers']) ? opened.cursor['leavers'] : [];
  const finished = opened.cursor['next_link'] === null;
  const former = new Domains(opened.former.domains ?? [EVERYONE]);
  return {leavers: former.with(finished ? [] : pending).names, deletedSince: opened.after};
}

export async function* restart(context: ReadContext, {leavers, deletedSince}: Restart): SyncEvents {
  // A typing error in the domains must not empty the table before it is noticed.
  if (leavers.length > 0) await assertAnyone(context);
  if (deletedSince !== undefined) yield* deletedUsers(context, deletedSince - LOOKBACK_MS);
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

async function* deletedUsers(context: ReadContext, since: number): SyncEvents {
  const {cursor} = context.definition;
  if (cursor.kind !== 'delta_link') return;
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
      const rows = gone.map(({id}) => tombstone(String(id), stamp));
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
