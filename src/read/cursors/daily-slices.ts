/** A usage report day by day. The newest day is what the report itself says, never the clock. */
import {listOf, message} from '../../message-text';
import type {ReportHead} from '../../graph/reports/csv';
import {nameVisibilityInHead} from '../../streams/concealed-names';
import {addDays, daysBetween} from '../../streams/dates';
import {periodUrl} from '../../streams/request-url';
import type {Row} from '../../streams/stream';
import {assertNamed, findReportNames} from '../reports/report-names';
import {refreshDateOf} from '../reports/report-rows';
import {isSameTenant, saveState} from '../state';
import type {OpenedState, StateScope} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {
  RETENTION_DAYS_BACK,
  emptyProgress,
  lateDays,
  lostEmptyDays,
  progressFrom,
  recordDay,
} from './daily-progress';
import type {DailyProgress} from './daily-progress';
import {readDays} from './daily-slice';

export async function* readDailySlices(context: StreamContext, opened: OpenedState): SyncEvents {
  const newest = await newestDay(context);
  const {progress, scope} = standingOf(context, opened);
  const save = (settings: StateScope): {state: Row} => ({
    state: saveState(settings, context.extractionClock.latest, {...progress}),
  });
  if (newest === undefined) {
    context.log('INFO', 'the report has no rows yet');
    // No day was read with the settings of now, so the next sync has to see that they changed.
    yield save(scope);
    return;
  }
  const restarts = opened.kind !== 'continued';
  const {days, lost} = planDays(progress, {newest, restarts, backfillDays: context.backfillDays});
  if (lost) logLostDays(context, lost);
  logEmptyDays(context, lostEmptyDays(progress, newest));
  // Where a restart is cut off, the next sync goes on from there, and not from where the settings
  // of before had come to.
  if (restarts) progress.reportDate = null;
  yield* readDays(context, days, {
    delivered: progress.delivered,
    after: (day, outcome) => {
      recordDay(progress, {day, newest, outcome});
      return [save(context.scope)];
    },
  });
  if (days.length === 0) yield save(context.scope);
}

/** The days of the first sync, whether or not they were delivered before. */
export async function* readAllSlices(context: StreamContext): SyncEvents {
  const newest = await newestDay(context);
  if (newest === undefined) return;
  const plan = {newest, restarts: true, backfillDays: context.backfillDays};
  const {days} = planDays(emptyProgress(), plan);
  yield* readDays(context, days, {delivered: {}, after: () => []});
}

/**
 * One small request: the download is cut behind the first row, unless domains are configured and
 * that row names nobody.
 * @throws ConfigError where the report names nobody and the settings name domains.
 */
async function newestDay(context: StreamContext): Promise<string | undefined> {
  const url = periodUrl(context.reportsApi, context.definition, 'D7');
  const isUnclear = (head: ReportHead): boolean =>
    !context.domains.everyone && nameVisibilityInHead(context, head) !== 'named';
  const file = await context.report(url, isUnclear);
  try {
    if (file.isWhole && file.first) assertNamed(context, await findReportNames(context, file));
    return refreshDateOf(file);
  } finally {
    await file.close();
  }
}

/** What was read, and with which settings. */
function standingOf(
  {scope}: StreamContext,
  opened: OpenedState,
): {progress: DailyProgress; scope: StateScope} {
  if (opened.kind === 'continued') return {progress: progressFrom(opened.cursor), scope};
  if (opened.kind === 'config_changed' && isSameTenant(opened, scope)) {
    return {progress: progressFrom(opened.cursor), scope: opened.previous};
  }
  return {progress: emptyProgress(), scope};
}

function logEmptyDays({log}: StreamContext, days: readonly string[]): void {
  if (days.length === 0) return;
  const had = days.length === 1 ? 'had' : 'each had';
  log(
    'WARN',
    message`${listOf(days)} ${had} no rows for as long as the service kept the report, although neighbouring days had some: Microsoft may have lost them`,
  );
}

function logLostDays({log}: StreamContext, {from, to}: {from: string; to: string}): void {
  const days = from === to ? `${from} is` : `the days from ${from} to ${to} are`;
  log('WARN', `${days} lost: the service keeps a report for 28 days, and the last sync was before`);
}

/** The last days may have been restated since. */
const READ_AGAIN_DAYS = 2;

interface PlanInput {
  /** The newest day that the service has. */
  newest: string;
  /** Whether the settings changed, or nothing was read before. */
  restarts: boolean;
  backfillDays: number;
}

export interface DayPlan {
  /** In ascending order. */
  days: string[];
  /** Days that were never read and that the service no longer has. */
  lost?: {from: string; to: string};
}

/** Which days to read. */
export function planDays(
  progress: DailyProgress,
  {newest, restarts, backfillDays}: PlanInput,
): DayPlan {
  const {reportDate: date} = progress;
  const oldest = addDays(newest, -RETENTION_DAYS_BACK);
  const backfill = addDays(newest, 1 - backfillDays);
  const again = date === null ? backfill : addDays(date, 1 - READ_AGAIN_DAYS);
  const wanted = restarts && backfill < again ? backfill : again;
  const from = wanted < oldest ? oldest : wanted;
  const late = lateDays(progress, newest);
  const days = [...new Set([...late, ...daysBetween(from, newest)])].sort();
  const firstUnread = date === null ? undefined : addDays(date, 1);
  if (firstUnread === undefined || firstUnread >= oldest) return {days};
  return {days, lost: {from: firstUnread, to: addDays(oldest, -1)}};
}
