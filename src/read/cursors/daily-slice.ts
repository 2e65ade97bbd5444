/** One day of a usage report, and days that the service no longer has. */
import {errorFields} from '../../errors';
import type {ReportHead} from '../../graph/reports/csv';
import type {ReportFile} from '../../graph/reports/report-file';
import {nameVisibilityInHead} from '../../streams/concealed-names';
import type {NameVisibility, ReportNames} from '../../streams/concealed-names';
import {dateUrl} from '../../streams/request-url';
import {assertNamed, findReportNames} from '../reports/report-names';
import {readReportRows} from '../reports/report-rows';
import type {StreamContext, SyncEvent, SyncEvents} from '../stream-context';
import type {DailyProgress, DayOutcome} from './daily-progress';

/** Told of each day that was read or is lost; what it returns is emitted. */
type AfterDay = (day: string, outcome: DayOutcome) => SyncEvent[];

/**
 * Reads these days, which ascend. A day that Graph refuses is too old where it gives a later one.
 * @throws ConnectorError where it refuses the last ones: then something else is wrong.
 */
export async function* readDays(
  context: StreamContext,
  days: readonly string[],
  {delivered, after}: {delivered: DailyProgress['delivered']; after: AfterDay},
): SyncEvents {
  const refusals: {day: string; error: unknown}[] = [];
  for (const day of days) {
    const slice = await openDay(context, day, delivered[day]);
    if ('error' in slice) {
      refusals.push({day, error: slice.error});
      continue;
    }
    const outcome = yield* readSlice(context, slice);
    for (const lost of refusals.splice(0)) {
      logLostDay(context, lost.day);
      yield* after(lost.day, 'lost');
    }
    yield* after(day, outcome);
  }
  if (refusals.length > 0) throw refusals[0]!.error;
}

/** A day as Graph gives it, and how its names were delivered before. */
interface Slice {
  day: string;
  file: ReportFile;
  before: NameVisibility | undefined;
}

async function openDay(
  context: StreamContext,
  day: string,
  before: NameVisibility | undefined,
): Promise<Slice | {error: unknown}> {
  const {reportsApi, definition, domains} = context;
  // Without domains, both ways of a row would stay beside each other: their ids differ.
  const compared = domains.everyone ? before : undefined;
  const shouldDownload = (head: ReportHead): boolean =>
    !differs(nameVisibilityInHead(context, head), compared);
  try {
    const file = await context.report(dateUrl(reportsApi, definition, day), shouldDownload);
    return {day, file, before: compared};
  } catch (error) {
    if (!isDayRefused(error)) throw error;
    return {error};
  }
}

async function* readSlice(
  context: StreamContext,
  {day, file, before}: Slice,
): SyncEvents<DayOutcome> {
  try {
    if (!file.first) return 'empty';
    if (before && !file.isWhole) return keepDay(context, day, before);
    const names = await findReportNames(context, file);
    const visibility = visibilityOfDay(context, names);
    if (differs(visibility, before)) return keepDay(context, day, before!);
    // A day on which only sites without an owner were used says nothing of the names to come.
    if (visibility === 'concealed') assertNamed(context, names);
    const ours = {reportDate: day, reportPeriod: 1};
    yield* readReportRows(context, {file, names}, {day, period: 'D1', ours});
    return visibility ?? 'nameless';
  } finally {
    await file.close();
  }
}

/**
 * Rows that nothing tells apart get other ids than the same rows with names, as concealed ones do.
 * With domains none of them is delivered.
 */
function visibilityOfDay(
  {domains}: StreamContext,
  {visibility, isAnonymous}: ReportNames,
): NameVisibility | undefined {
  return visibility ?? (domains.everyone && isAnonymous ? 'concealed' : undefined);
}

function differs(now: NameVisibility | undefined, before: NameVisibility | undefined): boolean {
  return now !== undefined && before !== undefined && now !== before;
}

function isDayRefused(error: unknown): boolean {
  return errorFields(error).condition === 'report_date_refused';
}

function logLostDay({log}: StreamContext, day: string): void {
  log('WARN', `${day} is lost: Microsoft Graph no longer has this day of the report`);
}

function keepDay({log}: StreamContext, day: string, before: NameVisibility): NameVisibility {
  const [was, is] = before === 'named' ? ['shown', 'concealed'] : ['concealed', 'shown'];
  log('WARN', `${day} was delivered with names ${was} and has them ${is} now; it stays`);
  return before;
}
