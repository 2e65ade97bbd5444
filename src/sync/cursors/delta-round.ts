/** One round of a delta query: all pages from its starting link to the link of the next round. */
import {SystemError, TransientError} from '../../errors';
import type {Page} from '../../graph/pages';
import {listUrl} from '../../graph/query';
import type {Row} from '../define-stream';
import {countStranger, emptyListError} from '../domain-filter';
import {Domains, EVERYONE} from '../domains';
import {isExpiredLink} from '../expired-link';
import {IdSet} from '../id-set';
import type {ReadContext, SyncEvents} from '../read-context';
import {stampRow, tombstone} from '../rows';
import {saveState} from '../saved-state';
import type {Stamp} from '../stamps';
import {deletedUsers} from './deleted-users';

/** A page has about 200 users, so this is a state for every 2,000. */
const PAGES_A_CHECKPOINT = 10;

/** One round, as state keeps it. */
export interface Round {
  start_link: string;
  /** Null while the round has not begun. */
  next_link: string | null;
  /** Changed users in these domains, but not in the configured ones, are emitted as deleted. */
  leavers: readonly string[];
  /** Whether a user of the configured domains was seen since the first round began. */
  anyone: boolean;
}

/** Where the first round of all begins. */
export function firstLink({definition: {cursor}, baseUrl, select}: ReadContext): string {
  if (cursor.kind !== 'delta_link') throw new SystemError('The stream has no delta link.');
  return listUrl(baseUrl, cursor.endpoint, {select});
}

/** Whether the round lists everybody, from the first page on. */
export function isUnbegun(context: ReadContext, {start_link, next_link}: Round): boolean {
  return next_link === null && start_link === firstLink(context);
}

/** A round goes on where it was left; when that place has expired, it begins once more. */
export async function* readRound(context: ReadContext, round: Round): SyncEvents {
  const progress = {...round};
  const members = round.leavers.length === 0 ? new IdSet() : undefined;
  try {
    yield* followRound(context, progress, members);
  } catch (error) {
    if (!isExpiredLink(error) || progress.next_link === null) throw error;
    context.log('WARN', 'a page link expired, so the changes are read again from their beginning');
    // Who was delivered before the link expired may have left the domains since.
    const again = {...progress, next_link: null, leavers: [EVERYONE]};
    try {
      yield* followRound(context, again);
    } catch (repeated) {
      if (!isExpiredLink(repeated) || again.next_link === null) throw repeated;
      throw new TransientError(
        `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
          'The next sync goes on from the last state.',
        {cause: repeated},
      );
    }
  }
}

/**
 * Moves `round` along, page by page. The list of everybody names only who is there, so whom else
 * the destination has to lose is emitted before its rows.
 * @param members takes who was delivered: a first round passes over strangers, but not over who
 * was delivered on one page and has left the domains on a later one.
 */
async function* followRound(context: ReadContext, round: Round, members?: IdSet): SyncEvents {
  const save = (): {state: Row} => ({
    state: saveState(context.madeWith, context.stamps.latest, {...round}),
  });
  // A read that is cut off may leave rows behind before its first checkpoint. The next one must
  // know of them: who is in them may be deleted by then, or the domains may be those of before.
  let beginning = isUnbegun(context, round) ? save() : undefined;
  let pages = 0;
  for await (const page of context.pages(round.next_link ?? round.start_link)) {
    if (beginning && round.leavers.length > 0) {
      yield beginning;
      beginning = undefined;
      // Not before the first page: whoever is deleted from then on comes with the next round.
      yield* deletedUsers(context);
    }
    const stamp = context.stamps.next();
    const rows = rowsOf(context, round, {page, stamp, members});
    if (beginning && round.anyone) {
      yield beginning;
      beginning = undefined;
    }
    if (rows.length > 0) yield {rows, stamp};
    endOfPage(context, round, page);
    pages += 1;
    if (round.next_link === null || pages % PAGES_A_CHECKPOINT === 0) yield save();
  }
}

function endOfPage(context: ReadContext, round: Round, {nextLink, deltaLink: end}: Page): void {
  if (nextLink !== undefined) {
    round.next_link = nextLink;
    return;
  }
  if (end === undefined) {
    throw new SystemError(
      `${context.definition.name}: Microsoft Graph ended the list without a link for the next ` +
        'sync, so it may be incomplete. The next sync goes on from the last state.',
    );
  }
  if (!round.anyone) throw emptyListError(context);
  Object.assign(round, {start_link: end, next_link: null, leavers: [EVERYONE]});
}

/** One row for each user of the page: where Graph repeats one, the last counts. */
function rowsOf(
  context: ReadContext,
  round: Round,
  {page, stamp, members}: {page: Page; stamp: Stamp; members: IdSet | undefined},
): Row[] {
  const leavers = new Domains(round.leavers);
  const rows = new Map<string, Row | undefined>();
  for (const raw of page.rows) {
    const shaped = context.shape(raw);
    const name = nameOf(context, shaped);
    const isMember = !isRemoved(raw) && context.domains.has(name);
    const isLeaver = isRemoved(raw) || leavers.has(name) || members?.has(shaped.id) === true;
    if (isMember) {
      round.anyone = true;
      if (!context.domains.everyone) members?.add(shaped.id);
    } else if (!isLeaver) {
      countStranger(context, name);
    }
    // Deleting first moves a repeated user to the end, behind whoever came in between.
    rows.delete(shaped.id);
    if (isMember) rows.set(shaped.id, stampRow(shaped, stamp));
    else rows.set(shaped.id, isLeaver ? stampRow(tombstone(shaped.id, stamp), stamp) : undefined);
  }
  return [...rows.values()].filter((row) => row !== undefined);
}

function isRemoved(raw: unknown): boolean {
  return (raw as Row)['@removed'] !== undefined;
}

function nameOf({definition: {domainFilter}}: ReadContext, row: Row): unknown {
  return domainFilter.kind === 'tenant_wide' ? undefined : row[domainFilter.field];
}
