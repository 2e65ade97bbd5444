/** One round of a delta query: all pages from its starting link to the link of the next round. */
import {SystemError} from '../../errors';
import type {Page} from '../../graph/pages';
import {listUrl} from '../../graph/query';
import type {Row} from '../../streams/stream';
import {countSkipped, emptyListError} from '../domain-filter';
import {EVERYONE} from '../domains';
import type {ExtractionTime} from '../extraction-clock';
import {IdSet} from '../id-set';
import {answerOf, isExpiredLink, startOverOnce} from '../start-over';
import {isStringList, saveState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAt, tombstone} from '../transform';
import {deletedUsers} from './deleted-users';
import {RoundProgress} from './round-progress';

/** A page has about 200 users, so this is a state for every 2,000. */
const CHECKPOINT_INTERVAL_DELTA_PAGES = 10;

export interface Round {
  startLink: string;
  /** Null while the round has not begun. */
  nextLink: string | null;
  /** Whether users outside of the domains are emitted as deleted: the destination may have them. */
  emitTombstones: boolean;
  /** Whether a user of the configured domains was seen since the first round began. */
  hasMatch: boolean;
}

/** A round under the keys that the states of all versions have. */
interface SavedRound {
  start_link: string;
  next_link: string | null;
  /** `['*']` stands for `emitTombstones`. */
  leavers: readonly string[];
  anyone: boolean;
}

function serializeRound({startLink, nextLink, emitTombstones, hasMatch}: Round): SavedRound {
  const leavers = emitTombstones ? [EVERYONE] : [];
  return {start_link: startLink, next_link: nextLink, leavers, anyone: hasMatch};
}

/** @returns undefined for a shape that is not known. */
export function parseRound(cursor: Row): Round | undefined {
  const {start_link: startLink, next_link: nextLink, leavers, anyone: hasMatch} = cursor;
  if (typeof startLink !== 'string') return undefined;
  if (nextLink !== null && typeof nextLink !== 'string') return undefined;
  if (!isStringList(leavers) || typeof hasMatch !== 'boolean') return undefined;
  // Which users a first round had delivered is no longer known, so any of them may have to go.
  return {startLink, nextLink, emitTombstones: true, hasMatch};
}

/** Where the first round of all begins. */
export function firstLink({definition: {cursor}, baseUrl, select}: StreamContext): string {
  if (cursor.kind !== 'delta_link') throw new SystemError('The stream has no delta link.');
  return listUrl(baseUrl, cursor.endpoint, {select});
}

/** Whether the round lists everybody, from the first page on. */
export function isFullRound(context: StreamContext, {startLink, nextLink}: Round): boolean {
  return nextLink === null && startLink === firstLink(context);
}

/** A round goes on where it was left; when that place has expired, it begins once more. */
export async function* readRound(context: StreamContext, saved: Round): SyncEvents {
  let round = {...saved};
  const members = round.emitTombstones ? undefined : new IdSet();
  yield* startOverOnce({
    read: () => followRound(context, round, members),
    // Without a page link it is the starting link that has expired, which another one replaces.
    isExpired: (error) => isExpiredLink(error) && round.nextLink !== null,
    beforeSecond: (error) => {
      const answer = answerOf(error);
      context.log(
        'WARN',
        `a page link expired (${answer}), so the changes are read again from their beginning`,
      );
      // Users emitted before the link expired may have left the domains since.
      round = {...round, nextLink: null, emitTombstones: true};
    },
    second: () => followRound(context, round),
    expiredTwice:
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
      'The next sync goes on from the last state.',
  });
}

/**
 * Moves `round` along, page by page. A full round names only users who exist, so tombstones of
 * deleted users are emitted before its rows.
 * @param members collects the users that were emitted: a first round skips users outside of the
 * domains, unless an earlier page of it had them within.
 */
async function* followRound(context: StreamContext, round: Round, members?: IdSet): SyncEvents {
  const save = (): {state: Row} => ({
    state: saveState(context.scope, context.extractionClock.latest, serializeRound(round)),
  });
  // A sync that is cut off may leave rows behind before its first checkpoint. The next one must
  // know that: their users may be deleted by then, or the domains may have changed.
  let beginning = isFullRound(context, round) ? save() : undefined;
  let pages = 0;
  const link = round.nextLink ?? round.startLink;
  const origin = link === firstLink(context) ? 'first_request' : 'saved_link';
  const progress = new RoundProgress(context.definition.name);
  for await (const page of context.pages(link, {origin})) {
    if (beginning && round.emitTombstones) {
      yield beginning;
      beginning = undefined;
      // Not before the first page: users deleted from then on come with the next round.
      yield* deletedUsers(context);
    }
    const ids = page.rows.map((row) => (row as Row | null)?.['id']);
    progress.page(ids, page.nextLink !== undefined);
    const extractedAt = context.extractionClock.next();
    const rows = rowsOf(context, round, {page, extractedAt, members});
    if (beginning && round.hasMatch) {
      yield beginning;
      beginning = undefined;
    }
    if (rows.length > 0) yield {rows, extractedAt};
    endOfPage(context, round, page);
    pages += 1;
    const isDue = pages % CHECKPOINT_INTERVAL_DELTA_PAGES === 0 && !progress.isStalled;
    if (round.nextLink === null || isDue) yield save();
  }
}

function endOfPage(context: StreamContext, round: Round, {nextLink, deltaLink: end}: Page): void {
  if (nextLink !== undefined) {
    round.nextLink = nextLink;
    return;
  }
  if (end === undefined) {
    throw new SystemError(
      `${context.definition.name}: Microsoft Graph ended the list without a link for the next ` +
        'sync, so it may be incomplete. The next sync goes on from the last state.',
    );
  }
  if (!round.hasMatch) throw emptyListError(context);
  Object.assign(round, {startLink: end, nextLink: null, emitTombstones: true});
}

/** One row for each user of the page: where Graph repeats one, the last counts. */
function rowsOf(
  context: StreamContext,
  round: Round,
  {
    page,
    extractedAt,
    members,
  }: {page: Page; extractedAt: ExtractionTime; members: IdSet | undefined},
): Row[] {
  const rows = new Map<string, Row | undefined>();
  for (const raw of page.rows) {
    const transformed = context.transform(raw);
    const name = nameOf(context, transformed);
    const isMember = !isRemoved(raw) && context.domains.has(name);
    const isTombstone =
      isRemoved(raw) || round.emitTombstones || members?.has(transformed.id) === true;
    if (isMember) {
      round.hasMatch = true;
      if (!context.domains.everyone) members?.add(transformed.id);
    } else if (!isTombstone) {
      countSkipped(context, name);
    }
    // Deleting first moves a repeated user to the end, behind the users in between.
    rows.delete(transformed.id);
    if (isMember) rows.set(transformed.id, setSyncedAt(transformed, extractedAt));
    else
      rows.set(
        transformed.id,
        isTombstone ? setSyncedAt(tombstone(transformed.id, extractedAt), extractedAt) : undefined,
      );
  }
  return [...rows.values()].filter((row) => row !== undefined);
}

function isRemoved(raw: unknown): boolean {
  return (raw as Row)['@removed'] !== undefined;
}

function nameOf({definition: {domainFilter}}: StreamContext, row: Row): unknown {
  return domainFilter.kind === 'tenant_wide' ? undefined : row[domainFilter.field];
}
