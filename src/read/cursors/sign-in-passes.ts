/**
 * Reads who signed in, lately or for the first time: one filtered pass for each of the two dates
 * that every sign-in moves, and one for users who are new.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
import {errorFields} from '../../errors';
import {since} from '../../graph/query';
import {whyOutside} from '../domain-filter';
import {listPages, readFullScan} from '../full-scan';
import {ListPass, ReadIds} from '../list-pass';
import type {SkipReason} from '../list-pass';
import {isExpiredLink} from '../start-over';
import {isTime, saveState} from '../state';
import type {OpenedState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows} from '../transform';
import type {TransformedRow} from '../transform';

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

export async function* readSignInPasses(context: StreamContext, opened: OpenedState): SyncEvents {
  const startedAt = context.now();
  const watermark = watermarkOf(opened);
  if (watermark === undefined) yield* readFullScan(context);
  else yield* readChanges(context, watermark - LOOKBACK_MS);
  const cursor = {watermark: new Date(startedAt).toISOString()};
  yield {state: saveState(context.scope, context.extractionClock.latest, cursor)};
}

function watermarkOf(opened: OpenedState): number | undefined {
  if (opened.kind !== 'continued') return undefined;
  const {watermark} = opened.cursor;
  return isTime(watermark) ? Date.parse(watermark) : undefined;
}

async function* readChanges(context: StreamContext, from: number): SyncEvents {
  // Graph compares whole seconds, and so must we.
  const bound = Math.floor(from / 1_000) * 1_000;
  const ids = new ReadIds();
  try {
    for (const [index, {filter}] of PASSES.entries()) {
      const earlier = PASSES.slice(0, index).flatMap(({covers}) => covers ?? []);
      const isDelivered = (row: TransformedRow): boolean =>
        earlier.some((field) => Date.parse(String(row[field])) >= bound);
      yield* readPass(context, since(filter, bound), {ids, isDelivered});
    }
  } catch (error) {
    const isExpired = isExpiredLink(error);
    if (!isExpired && errorFields(error).condition !== 'query_refused') throw error;
    const what = isExpired ? 'let a page link expire' : 'refused to list the changes only';
    context.log('WARN', `Microsoft Graph ${what}, so everything is read`);
    yield* readFullScan(context, undefined, ids);
  }
}

interface Pass {
  ids: ReadIds;
  /** Whether an earlier pass has delivered the row. */
  isDelivered: (row: TransformedRow) => boolean;
}

async function* readPass(
  context: StreamContext,
  filter: string,
  {ids, isDelivered}: Pass,
): SyncEvents {
  const whySkipped = (row: TransformedRow): SkipReason | undefined => {
    if (isDelivered(row)) return 'delivered';
    // The filters also bring up deleted users, who have no name any more.
    return row['userPrincipalName'] === null ? 'deletedUsers' : whyOutside(context, row);
  };
  const pass = new ListPass(context, ids, {repeats: context.deduplicates, whySkipped});
  for await (const page of listPages(context, filter)) {
    const extractedAt = context.extractionClock.next();
    const rows = pass.take(page);
    if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
  }
}
