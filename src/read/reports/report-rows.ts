/** Reads one file of a report and yields its rows in batches. */
import {SystemError} from '../../errors';
import {REFRESH_DATE, columnIndex, readCsvRows} from '../../graph/reports/csv';
import type {ReportHead} from '../../graph/reports/csv';
import type {ReportFile} from '../../graph/reports/report-file';
import type {ReportNames} from '../../streams/concealed-names';
import {isDay} from '../../streams/dates';
import type {Row} from '../../streams/stream';
import type {StreamContext, SyncEvent, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows} from '../transform';
import type {TransformedRow} from '../transform';
import {isDelivered, logConcealedRows} from './report-names';
import {ReportRows} from './report-row';
import type {ReportOrigin} from './report-row';
import {RowIds} from './row-ids';

const BATCH_ROWS = 200;

/** A message is not for a whole file, should that be in one line. */
const MAX_NAMED_COLUMNS = 50;
const MAX_COLUMN_NAME_LENGTH = 100;

/**
 * The day that the report was made for; undefined in a report without rows.
 * @throws SystemError where there are rows and no day: such a report is not taken for an empty one.
 */
export function refreshDateOf({header, first}: ReportHead): string | undefined {
  if (!first) return undefined;
  const text = first[columnIndex(header, REFRESH_DATE)] ?? '';
  if (isDay(text.slice(0, 10))) return text.slice(0, 10);
  throw new SystemError(
    `The report has rows, but the first has no date in the column ${REFRESH_DATE} ` +
      `("${text.slice(0, 40)}"). Nothing of it is delivered; the next sync requests it again.`,
    {fields: {quoted: [text.slice(0, 40)]}},
  );
}

/** @param names of the file, see `findReportNames`. */
export async function* readReportRows(
  context: StreamContext,
  {file, names}: {file: ReportFile; names: ReportNames},
  origin: ReportOrigin,
): SyncEvents {
  const ids = new RowIds(context, file.header, context.people?.keys);
  await ids.findRepeated(file);
  const rows = new ReportRows(context, file.header, {...names, ids});
  logUnknownColumns(context, rows.unknownColumns);
  logBareQuotes(context, file);
  const concealedBefore = context.skipped.concealedName;
  let batch: TransformedRow[] = [];
  let line = 1;
  for await (const csvRow of readCsvRows(file.read(), file.header.length)) {
    line += 1;
    const row = rows.row(csvRow, line, origin);
    if (!isDelivered(context, row)) continue;
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    yield rowsEvent(context, batch);
    batch = [];
  }
  if (batch.length > 0) yield rowsEvent(context, batch);
  logConcealedRows(context, context.skipped.concealedName - concealedBefore);
}

function rowsEvent({extractionClock}: StreamContext, rows: Row[]): SyncEvent {
  const extractedAt = extractionClock.next();
  return {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
}

function logUnknownColumns({log, people}: StreamContext, columns: readonly string[]): void {
  if (columns.length === 0) return;
  const names = columns
    .slice(0, MAX_NAMED_COLUMNS)
    .map((name) => name.slice(0, MAX_COLUMN_NAME_LENGTH));
  if (columns.length > MAX_NAMED_COLUMNS)
    names.push(`and ${columns.length - MAX_NAMED_COLUMNS} more`);
  const list = names.join(', ');
  if (people) {
    const why = 'because they may hold personal data and personal_data is pseudonymize';
    log('WARN', `these columns are not known and are left out, ${why}: ${list}`);
  } else log('INFO', `these columns are not known and go into other_columns: ${list}`);
}

function logBareQuotes({log}: StreamContext, {bareQuotes}: ReportFile): void {
  if (!bareQuotes) return;
  const others = bareQuotes.count === 1 ? '' : `, and ${bareQuotes.count - 1} more`;
  log(
    'WARN',
    `line ${bareQuotes.line} of the report is malformed: it has a quote within a text that is not ` +
      `doubled${others}. The text is delivered with the quote`,
  );
}
