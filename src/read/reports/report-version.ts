/** A report that has several versions: the newest one that Graph does not refuse. */
import {errorFields} from '../../errors';
import type {ErrorCondition} from '../../errors';
import type {ReportFile, ShouldDownload} from '../../graph/reports/report-file';
import {snapshotRequests} from '../../streams/request-url';
import type {SnapshotRequest} from '../../streams/request-url';
import type {StreamContext} from '../stream-context';

/**
 * How Graph refuses a function, a parameter or a value that it does not know. What passes (a limit,
 * an incident) and what concerns the token is none: an older version would be refused as well.
 * https://learn.microsoft.com/graph/errors
 */
const VERSION_REFUSED: ReadonlySet<ErrorCondition | undefined> = new Set([
  'query_refused',
  'not_found',
  'not_supported',
] as const);

export interface OpenedSnapshot {
  file: ReportFile;
  asked: SnapshotRequest;
}

/**
 * Asks for the snapshot in one version after the other. Each read begins with the newest one, since
 * nothing else tells that Graph has it by now.
 * @param known the version that rows came in before; a change is logged.
 */
export async function openSnapshot(
  context: StreamContext,
  {shouldDownload, known}: {shouldDownload: ShouldDownload; known?: string | undefined},
): Promise<OpenedSnapshot> {
  const {reportsApi, definition, reportPeriod} = context;
  const [newest, ...older] = snapshotRequests(reportsApi, definition, reportPeriod);
  let asked = newest;
  for (;;) {
    try {
      const file = await context.report(asked.url, shouldDownload);
      logVersion(context, {asked, newest, known});
      return {file, asked};
    } catch (error) {
      const next = older.shift();
      if (!next || !VERSION_REFUSED.has(errorFields(error).condition)) throw error;
      asked = next;
    }
  }
}

function logVersion(
  {log, reportPeriod}: StreamContext,
  {asked, newest, known}: Record<'asked' | 'newest', SnapshotRequest> & {known: string | undefined},
): void {
  const {version, period} = asked;
  if (version === undefined || version === known) return;
  const days = period === reportPeriod ? '' : `, over ${daysOf(period)} days`;
  if (asked !== newest) {
    log(
      'WARN',
      `Microsoft Graph refuses version ${newest.version} of this report, so it is read in version ` +
        `${version}${days}: what only version ${newest.version} says is null`,
    );
  } else if (known !== undefined) {
    log('INFO', `the report is read in version ${version} from now on${days}`);
  }
}

function daysOf(period: string): string {
  return period.replace(/^D/, '');
}
