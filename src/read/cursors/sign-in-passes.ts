/**
 * Reads who signed in, lately or for the first time: one filtered pass for each of the two dates
 * that every sign-in moves, and one for users who are new.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
import {errorFields} from '../../errors';
import {since} from '../../graph/query';
import {MAX_CLOCK_SKEW_MS} from '../../graph/server-clock';
import {whyOutside} from '../domain-filter';
import {FILTER_FAILURES_MS, readFilteredOrAll} from '../filter-fallback';
import {readFullScan} from '../full-scan';
import {listPages} from '../list-pages';
import {ListPass, ReadIds} from '../list-pass';
import type {SkipReason} from '../list-pass';
import {isTime, saveState} from '../state';
import type {OpenedState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows} from '../transform';
import type {TransformedRow} from '../transform';
import {SignInDates} from './sign-in-dates';

/** The stored dates lag up to 24 hours behind; twice that leaves room for clocks. */
const LOOKBACK_MS = 48 * 3_600_000;

/** No clock is further ahead. Airbyte's tests hand in a state of the year 3000 and expect no row. */
const MAX_CLOCK_ERROR_MS = 100 * 365 * 86_400_000;

/** `date`: the field of our row by which the pass filters, and which tells whether it has the row. */
const PASSES = [
  {filter: 'signInActivity/lastSignInDateTime', date: 'lastSignInDateTime'},
  {
    filter: 'signInActivity/lastNonInteractiveSignInDateTime',
    date: 'lastNonInteractiveSignInDateTime',
  },
  {filter: 'createdDateTime', date: undefined},
] as const;

export async function* readSignInPasses(context: StreamContext, opened: OpenedState): SyncEvents {
  const startedAt = context.now();
  const watermark = watermarkOf(opened);
  if (watermark === undefined) yield* readFullScan(context);
  else yield* readSince(context, watermark);
  // By the clocks of Graph, which are known by now: what this one missed is read again.
  const cursor = {watermark: new Date(context.serverTime(startedAt)).toISOString()};
  yield {state: saveState(context.scope, context.extractionClock.latest, cursor)};
}

function watermarkOf(opened: OpenedState): number | undefined {
  if (opened.kind !== 'continued') return undefined;
  const {watermark} = opened.cursor;
  return isTime(watermark) ? Date.parse(watermark) : undefined;
}

/** A clock that was ahead when it wrote the watermark would leave out what happened since. */
async function* readSince(context: StreamContext, watermark: number): SyncEvents {
  const isFromFuture = (): boolean => {
    const aheadMs = watermark - context.serverTime(context.now());
    return aheadMs > MAX_CLOCK_SKEW_MS && aheadMs < MAX_CLOCK_ERROR_MS;
  };
  const ids = new ReadIds();
  if (!isFromFuture()) yield* readChanges(context, watermark - LOOKBACK_MS, ids);
  // Whether this machine's clock is ahead now, the answers have told meanwhile.
  if (!isFromFuture()) return;
  context.log(
    'WARN',
    'the clock of the last sync was ahead of the clock of this one, so its state is from the ' +
      'future and everything is read',
  );
  yield* readFullScan(context, undefined, {ids});
}

async function* readChanges(context: StreamContext, from: number, ids: ReadIds): SyncEvents {
  // Graph compares whole seconds, and so must we.
  const bound = Math.floor(from / 1_000) * 1_000;
  const dates = new SignInDates(context.transform, bound);
  yield* readFilteredOrAll(context, {
    what: 'the changes',
    filtered: () => readPasses(context, bound, {ids, dates}),
    all: (error) => {
      const isContradicted = errorFields(error).condition === 'response_contradicted';
      const unfiltered = {unfiltered: true, isSound: dates.areKnown};
      return readFullScan(context, undefined, {ids, ...(isContradicted && unfiltered)});
    },
  });
}

async function* readPasses(
  context: StreamContext,
  bound: number,
  {ids, dates}: Omit<Pass, 'date'>,
): SyncEvents {
  for (const {filter, date} of PASSES) {
    yield* readPass(context, since(filter, bound), {ids, dates, date});
    if (date) dates.passed.push(date);
  }
}

interface Pass {
  ids: ReadIds;
  dates: SignInDates;
  /** Undefined in the pass for new users. */
  date: string | undefined;
}

async function* readPass(
  context: StreamContext,
  filter: string,
  {ids, dates, date}: Pass,
): SyncEvents {
  const whySkipped = (row: TransformedRow): SkipReason | undefined => {
    if (ids.wasWritten(row.id) && dates.areThoseOfEarlierPass(row)) return 'delivered';
    // The filters also bring up deleted users, who have no name any more.
    return row['userPrincipalName'] === null ? 'deletedUsers' : whyOutside(context, row);
  };
  const isWritten = (row: TransformedRow): boolean => whySkipped(row) === undefined;
  // A new user who has signed in came with an earlier pass, and with dates.
  const repeats = context.deduplicates && date !== undefined;
  const newPass = (): ListPass => new ListPass(context, ids, {repeats, whySkipped});
  let pass = newPass();
  const pages = listPages(context, filter, {
    isSound: date === undefined ? undefined : dates.match(date, isWritten),
    onRestart: () => void (pass = newPass()),
    failuresMs: FILTER_FAILURES_MS,
  });
  for await (const page of pages) {
    const extractedAt = context.extractionClock.next();
    const rows = pass.take(page);
    if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
  }
}
