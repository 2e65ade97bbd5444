/** One round of a delta query: all pages from its starting link to the link of the next round. */
import {SystemError} from '../../errors';
import {message} from '../../message-text';
import type {Page} from '../../graph/pages';
import {emptyListError} from '../domain-filter';
import {IdSet} from '../id-set';
import {answerOf, isExpiredLink, startOverOnce} from '../start-over';
import type {StreamContext, SyncEvents} from '../stream-context';
import {deletedUsers} from './deleted-users';
import {changesOf, rowsOf} from './delta-page';
import type {DeliveredIds} from './delta-page';
import {isFullRound, saveRound} from './delta-state';
import type {Round} from './delta-state';
import {countUnansweredSyncs, pagesOfRound} from './saved-link';
import {RoundProgress} from './round-progress';
import type {NamedIds} from './thin-users';

/** A page has about 200 users, so this is a state for every 2,000. */
const CHECKPOINT_INTERVAL_DELTA_PAGES = 10;

/** A round goes on where it was left; when that place has expired, it begins once more. */
export async function* readRound(context: StreamContext, saved: Round): SyncEvents {
  let round = {...saved};
  const delivered: DeliveredIds = round.emitTombstones ? undefined : new IdSet();
  const follow = (): SyncEvents =>
    countUnansweredSyncs(context, round, followRound(context, round, delivered));
  yield* startOverOnce({
    read: follow,
    // Without a page link it is the starting link that has expired, which another one replaces.
    isExpired: (error) => isExpiredLink(error) && round.nextLink !== null,
    beforeSecond: (error) => {
      const answer = answerOf(error);
      context.log(
        'WARN',
        message`a page link expired (${answer}), so the changes are read again from their beginning`,
      );
      // Users emitted before the link expired may have been deleted or left the domains since.
      round = {...round, nextLink: null, emitTombstones: true, unansweredSyncs: 0};
    },
    expiredTwice:
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
      'The next sync resumes from the last state.',
  });
}

/**
 * Moves `round` along, page by page. A full round names only users who exist, so tombstones of
 * deleted users are emitted before its rows.
 */
async function* followRound(
  context: StreamContext,
  round: Round,
  delivered: DeliveredIds,
): SyncEvents {
  // A sync that is cut off may leave rows behind before its first checkpoint. The next one must
  // know that: their users may be deleted by then, or the domains may have changed.
  let beginning = isFullRound(context, round) ? saveRound(context, round) : undefined;
  const named: NamedIds = beginning && new IdSet();
  let pages = 0;
  const progress = new RoundProgress(context.definition.name);
  for await (const page of pagesOfRound(context, round)) {
    if (round.unansweredSyncs > 0) {
      round.unansweredSyncs = 0;
      yield saveRound(context, round);
    }
    if (beginning && round.emitTombstones) {
      yield beginning;
      beginning = undefined;
      // Not before the first page: users deleted from then on come with the next round.
      yield* deletedUsers(context, delivered);
    }
    progress.page(page.rows, page.nextLink !== undefined);
    const changes = await changesOf(context, page, named);
    const extractedAt = context.extractionClock.next();
    const rows = rowsOf(context, changes, {round, delivered, extractedAt});
    // A generator that waits for the next page keeps its variables, and so this page's rows.
    for (const rowsOfPage of [page.rows, changes]) rowsOfPage.length = 0;
    if (beginning && round.hasMatch) {
      yield beginning;
      beginning = undefined;
    }
    if (rows.length > 0) yield {rows, extractedAt};
    endOfPage(context, round, page);
    pages += 1;
    const isDue = pages % CHECKPOINT_INTERVAL_DELTA_PAGES === 0 && !progress.isStalled;
    if (round.nextLink === null || isDue) yield saveRound(context, round);
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
        'sync, so it may be incomplete. The next sync resumes from the last state.',
    );
  }
  if (!round.hasMatch) throw emptyListError(context);
  Object.assign(round, {startLink: end, nextLink: null, emitTombstones: true});
}
