/**
 * Reads who signed in, lately or for the first time: one filtered pass for each of the two dates
 * that every sign-in moves, and one for users who are new.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
import {graphFacts} from '../../graph/graph-error';
import {since} from '../../graph/query';
import {inDomains} from '../domain-filter';
import {isExpiredLink} from '../expired-link';
import {readFullList} from '../full-list';
import {listPages} from '../list';
import type {ReadContext, SyncEvents} from '../read-context';
import {stampRows} from '../rows';
import type {ShapedRow} from '../rows';
import {isTime, saveState} from '../saved-state';
import type {OpenedState} from '../saved-state';

/** The stored dates lag up to 24 hours behind; twice that leaves room for clocks. */
const LOOKBACK_MS = 48 * 3_600_000;

/** `covers`: the field of our row that tells whether this pass has delivered the row. */
const PASSES = [
  {filter: 'signInActivity/lastSignInDateTime', covers: 'lastSignInDateTime'},
  {
    filter: 'signInActivity/lastNonInteractiveSignInDateTime',
    covers: 'lastNonInteractiveSignInDateTime',
  },
  {filter: 'createdDateTime', covers: undefined},
] as const;

export async function* signInPasses(context: ReadContext, opened: OpenedState): SyncEvents {
  const startedAt = context.now();
  const watermark = watermarkOf(opened);
  if (watermark === undefined) yield* readFullList(context);
  else yield* readChanges(context, watermark - LOOKBACK_MS);
  const cursor = {watermark: new Date(startedAt).toISOString()};
  yield {state: saveState(context.madeWith, context.stamps.latest, cursor)};
}

function watermarkOf(opened: OpenedState): number | undefined {
  if (opened.kind !== 'same_settings') return undefined;
  const {watermark} = opened.cursor;
  return isTime(watermark) ? Date.parse(watermark) : undefined;
}

async function* readChanges(context: ReadContext, from: number): SyncEvents {
  // Graph compares whole seconds, and so must we.
  const bound = Math.floor(from / 1_000) * 1_000;
  try {
    for (const [index, {filter}] of PASSES.entries()) {
      const earlier = PASSES.slice(0, index).flatMap(({covers}) => covers ?? []);
      const isCovered = (row: ShapedRow): boolean =>
        earlier.some((field) => Date.parse(String(row[field])) >= bound);
      yield* readPass(context, since(filter, bound), isCovered);
    }
  } catch (error) {
    const isExpired = isExpiredLink(error);
    if (!isExpired && graphFacts(error)?.status !== 400) throw error;
    const what = isExpired ? 'let a page link expire' : 'refused to list the changes only';
    context.log('WARN', `Microsoft Graph ${what}, so everything is read`);
    yield* readFullList(context);
  }
}

async function* readPass(
  context: ReadContext,
  filter: string,
  isCovered: (row: ShapedRow) => boolean,
): SyncEvents {
  for await (const page of listPages(context, filter)) {
    const stamp = context.stamps.next();
    const rows = page.rows
      .map(context.shape)
      .filter((row) => !isCovered(row) && isLiveUser(context, row) && inDomains(context, row));
    if (rows.length > 0) yield {rows: stampRows(rows, stamp), stamp};
  }
}

/** The filters also bring up deleted users, who have no name any more. */
function isLiveUser({tally}: ReadContext, row: ShapedRow): boolean {
  if (row['userPrincipalName'] !== null) return true;
  tally.deletedUsers += 1;
  return false;
}
