/** Reads one file of a report and yields its rows in batches. */
import {REFRESH_DATE, readRecords} from '../../graph/report-csv';
import type {ReportFile, ReportHead} from '../../graph/report-file';
import {deniedError} from '../denial';
import {inDomains} from '../domain-filter';
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvent, SyncEvents} from '../read-context';
import {stampRows} from '../rows';
import type {ShapedRow} from '../rows';
import {ReportRows} from './report-row';
import type {ReportOrigin} from './report-row';

const ROWS_A_BATCH = 200;

/** The day that the report was made for; undefined in a report without rows. */
export function refreshDateOf({header, first}: ReportHead): string | undefined {
  const day = first?.[header.indexOf(REFRESH_DATE)]?.slice(0, 10);
  return day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

/**
 * @returns whether any row has concealed names.
 * @throws ConfigError when names are concealed and the settings name domains: such rows belong to
 * nobody, so they can neither be delivered nor left out.
 */
export async function* readReportRows(
  context: ReadContext,
  file: ReportFile,
  origin: ReportOrigin,
): SyncEvents<boolean> {
  const rows = new ReportRows(context.definition, context.schema, file.header);
  tellUnknownColumns(context, rows.unknownColumns);
  let batch: ShapedRow[] = [];
  let line = 1;
  let concealed = false;
  for await (const record of readRecords(file.read(), file.header.length)) {
    line += 1;
    const row = rows.row(record, line, origin);
    concealed ||= row['names_concealed'] === true;
    assertNamed(context, row);
    if (!inDomains(context, row)) continue;
    batch.push(row);
    if (batch.length < ROWS_A_BATCH) continue;
    yield stamped(context, batch);
    batch = [];
  }
  if (batch.length > 0) yield stamped(context, batch);
  return concealed;
}

function stamped({stamps}: ReadContext, rows: Row[]): SyncEvent {
  const stamp = stamps.next();
  return {rows: stampRows(rows, stamp), stamp};
}

function assertNamed({definition, domains}: ReadContext, row: Row): void {
  if (domains.everyone || row['names_concealed'] !== true) return;
  throw deniedError(
    `${definition.name}: the names in the report are concealed, so its rows cannot be matched with ` +
      'the configured domains and nothing is delivered. An administrator can show the names in the ' +
      'Microsoft 365 admin center under Settings > Org settings > Services > Reports: clear ' +
      '"Display concealed user, group, and site names in all reports". New reports have the names ' +
      'after up to two days. Or set domains to * to read the report with concealed names.',
    'concealed',
  );
}

function tellUnknownColumns({log}: ReadContext, columns: readonly string[]): void {
  if (columns.length === 0) return;
  log('INFO', `these columns are not known and go into other_columns: ${columns.join(', ')}`);
}
