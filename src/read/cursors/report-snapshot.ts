/** A usage report over the configured period. The same snapshot is delivered once. */
import type {ReportHead} from '../../graph/reports/csv';
import {isDay} from '../../streams/dates';
import {daysOfPeriod} from '../../streams/request-url';
import type {SnapshotRequest} from '../../streams/request-url';
import {assertNamed, findReportNames} from '../reports/report-names';
import {readReportRows, refreshDateOf} from '../reports/report-rows';
import {openSnapshot} from '../reports/report-version';
import {saveState} from '../state';
import type {OpenedState} from '../state';
import type {Row} from '../../streams/stream';
import type {StreamContext, SyncEvents} from '../stream-context';

/** What was delivered last, as state keeps it, under the name of the cursor field. */
interface Delivered {
  reportRefreshDate: string | null;
  /** Only of a report that has several versions: the one that the rows came in. */
  report_version?: string;
}

export async function* readReportSnapshot(context: StreamContext, opened: OpenedState): SyncEvents {
  const before = opened.kind === 'continued' ? deliveredFrom(opened.cursor) : NOTHING;
  const cursor = (yield* readSnapshot(context, before)) ?? before;
  yield {state: saveState(context.scope, context.extractionClock.latest, cursor)};
}

/** The snapshot, whether or not it was delivered before. */
export async function* readFullSnapshot(context: StreamContext): SyncEvents {
  yield* readSnapshot(context, NOTHING);
}

const NOTHING: Delivered = {reportRefreshDate: null};

/**
 * A snapshot that was delivered in one version of the report is not delivered in another one, too.
 * @returns undefined where the snapshot has no rows, or no newer ones.
 */
async function* readSnapshot(
  context: StreamContext,
  {reportRefreshDate: seen, report_version: known}: Delivered,
): SyncEvents<Delivered | undefined> {
  const isNew = (head: ReportHead): boolean => {
    const day = refreshDateOf(head);
    return day !== undefined && (seen === null || day > seen);
  };
  const {file, asked} = await openSnapshot(context, {shouldDownload: isNew, known});
  try {
    const day = refreshDateOf(file);
    if (!file.isWhole || day === undefined) return undefined;
    const names = await findReportNames(context, file);
    assertNamed(context, names);
    const origin = {day, period: asked.period, ours: oursOf(context, day, asked)};
    yield* readReportRows(context, {file, names}, origin);
    const {version} = asked;
    return {reportRefreshDate: day, ...(version !== undefined && {report_version: version})};
  } finally {
    await file.close();
  }
}

/** Values for fields that the file leaves empty. The cursor field is never null. */
function oursOf({definition}: StreamContext, day: string, {period}: SnapshotRequest): Row {
  if (definition.report?.takes === 'nothing') return {reportRefreshDate: day};
  return {reportRefreshDate: day, reportPeriod: daysOfPeriod(period)};
}

/** Reads what an earlier sync saved; what is not as expected counts as not there. */
function deliveredFrom({reportRefreshDate: day, report_version: version}: Row): Delivered {
  return {
    reportRefreshDate: typeof day === 'string' && isDay(day) ? day : null,
    ...(typeof version === 'string' && {report_version: version}),
  };
}
