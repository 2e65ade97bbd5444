/** Reads one file of a report and yields its rows in batches. */
import {REFRESH_DATE, readRecords} from '../../graph/report-csv';
import type {ReportFile, ReportHead} from '../../graph/report-file';
import {SystemError} from '../../errors';
import {isDay} from '../cursors/days';
import {deniedError} from '../denial';
import {inDomains} from '../domain-filter';
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvent, SyncEvents} from '../read-context';
import {stampRows} from '../rows';
import type {ShapedRow} from '../rows';
import {NO_MATCH, OR_EVERYONE, SHOW_NAMES} from './concealed';
import {ReportRows, namesOf} from './report-row';
import type {Names, ReportOrigin} from './report-row';

const ROWS_A_BATCH = 200;

/** A message is not for a whole file, should that be in one line. */
const MOST_NAMED = 50;
const MOST_NAME_LENGTH = 100;

/**
 * The day that the report was made for; undefined in a report without rows.
 * @throws SystemError where there are rows and no day: such a report is not taken for an empty one.
 */
export function refreshDateOf({header, first}: ReportHead): string | undefined {
  if (!first) return undefined;
  const text = first[header.indexOf(REFRESH_DATE)] ?? '';
  if (isDay(text.slice(0, 10))) return text.slice(0, 10);
  throw new SystemError(
    `The report has rows, but the first has no date in the column ${REFRESH_DATE} ` +
      `("${text.slice(0, 40)}"). Nothing of it is delivered; the next sync asks for it again.`,
  );
}

/**
 * @returns how the rows have names: concealed if any has, undefined where none has a name.
 * @throws ConfigError when names are concealed and the settings name domains: such rows belong to
 * nobody, so they can neither be delivered nor left out.
 */
export async function* readReportRows(
  context: ReadContext,
  file: ReportFile,
  origin: ReportOrigin,
): SyncEvents<Names | undefined> {
  const rows = new ReportRows(context.definition, context.schema, file.header);
  tellUnknownColumns(context, rows.unknownColumns);
  let batch: ShapedRow[] = [];
  let line = 1;
  let names: Names | undefined;
  for await (const record of readRecords(file.read(), file.header.length)) {
    line += 1;
    const row = rows.row(record, line, origin);
    if (row['names_concealed'] === true) names = 'concealed';
    else names ??= namesOf(row);
    assertNamed(context, row);
    if (!inDomains(context, row)) continue;
    batch.push(row);
    if (batch.length < ROWS_A_BATCH) continue;
    yield stamped(context, batch);
    batch = [];
  }
  if (batch.length > 0) yield stamped(context, batch);
  return names;
}

function stamped({stamps}: ReadContext, rows: Row[]): SyncEvent {
  const stamp = stamps.next();
  return {rows: stampRows(rows, stamp), stamp};
}

function assertNamed({definition, domains}: ReadContext, row: Row): void {
  if (domains.everyone || row['names_concealed'] !== true) return;
  throw deniedError(
    `${definition.name}: the names in usage reports are concealed, ${NO_MATCH}. ` +
      `${SHOW_NAMES} ${OR_EVERYONE}`,
    'concealed',
  );
}

function tellUnknownColumns({log}: ReadContext, columns: readonly string[]): void {
  if (columns.length === 0) return;
  const names = columns.slice(0, MOST_NAMED).map((name) => name.slice(0, MOST_NAME_LENGTH));
  if (columns.length > MOST_NAMED) names.push(`and ${columns.length - MOST_NAMED} more`);
  log('INFO', `these columns are not known and go into other_columns: ${names.join(', ')}`);
}
