/** A usage report over the configured period. The same snapshot is delivered once. */
import type {ReportHead} from '../../graph/reports/csv';
import {isDay} from '../../streams/dates';
import {PERIODS, isPeriod, periodUrl} from '../../streams/request-url';
import {assertNamed, findReportNames} from '../reports/report-names';
import {readReportRows, refreshDateOf} from '../reports/report-rows';
import {saveState} from '../state';
import type {OpenedState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';

export async function* readReportSnapshot(context: StreamContext, opened: OpenedState): SyncEvents {
  const seen = seenDate(opened);
  const refreshDate = (yield* readSnapshot(context, seen)) ?? seen ?? null;
  const cursor = {reportRefreshDate: refreshDate};
  yield {state: saveState(context.scope, context.extractionClock.latest, cursor)};
}

/** The snapshot, whether or not it was delivered before. */
export async function* readFullSnapshot(context: StreamContext): SyncEvents {
  yield* readSnapshot(context, undefined);
}

/** @returns the refresh date of the snapshot, if it has rows and is newer than `seen`. */
async function* readSnapshot(
  context: StreamContext,
  seen: string | undefined,
): SyncEvents<string | undefined> {
  const {definition, baseUrl, reportPeriod: period} = context;
  const isNew = (head: ReportHead): boolean => {
    const day = refreshDateOf(head);
    return day !== undefined && (seen === undefined || day > seen);
  };
  const file = await context.report(periodUrl(baseUrl, definition, period), isNew);
  try {
    const day = refreshDateOf(file);
    if (!file.isWhole || day === undefined) return undefined;
    const reportPeriod =
      definition.report?.takes === 'nothing' ? {} : {reportPeriod: daysOf(period)};
    // The cursor field is never null, whatever stands in a row.
    const ours = {reportRefreshDate: day, ...reportPeriod};
    const names = await findReportNames(context, file);
    assertNamed(context, names);
    const origin = {day, period: periodPart(context), ours};
    yield* readReportRows(context, {file, names}, origin);
    return day;
  } finally {
    await file.close();
  }
}

/** A report without a period covers all time. */
function periodPart({definition, reportPeriod}: StreamContext): string {
  return definition.report?.takes === 'nothing' ? 'ALL' : reportPeriod;
}

function daysOf(period: string): number | null {
  return isPeriod(period) ? PERIODS[period] : null;
}

function seenDate(opened: OpenedState): string | undefined {
  if (opened.kind !== 'continued') return undefined;
  const date = opened.cursor['reportRefreshDate'];
  return typeof date === 'string' && isDay(date) ? date : undefined;
}
