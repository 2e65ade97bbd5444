/** The CSV of a usage report (RFC 4180, UTF-8 with a byte order mark), as rows of texts. */
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {parse as parseStream} from 'csv-parse';
import type {Options} from 'csv-parse';
import {parse} from 'csv-parse/sync';
import {TransientError, asError} from '../../errors';
import {foreignText, message} from '../../message-text';

/** Every usage report has this column. */
export const REFRESH_DATE = 'Report Refresh Date';

export type CsvRow = string[];

/** The beginning of a report: what is needed to decide whether the rest is. */
export interface ReportHead {
  header: CsvRow;
  /** Absent in a report without rows. */
  first?: CsvRow;
}

/** A quote that stands within a text and is not doubled belongs to the text, see `QuoteReader`. */
const FORMAT: Options = {bom: true, skip_empty_lines: true, relax_quotes: true};

/** Reports spell headers in several ways; capitals, blanks and byte order marks tell none apart. */
export function normalizeHeader(header: unknown): string {
  if (typeof header !== 'string') return '';
  return header.toLowerCase().replace(/[\s\ufeff\u200b\u2060]+/g, '');
}

/** The place of a column in the header; -1 where it has none. */
export function columnIndex(header: readonly string[], name: string): number {
  return header.findIndex((other) => normalizeHeader(other) === normalizeHeader(name));
}

/**
 * The header and the first row, as soon as `head` has them whole.
 * @param ended whether `head` is the whole file.
 * @returns undefined while more has to be read; `first` is absent in a report without rows.
 */
export function parseHead(
  head: string,
  ended: boolean,
): {header: CsvRow; first?: CsvRow} | undefined {
  const rows = parseFirstRows(head, 3);
  if (!ended && (rows?.length ?? 0) < 3) return undefined;
  const [header = [], first] = rows ?? parseFirstRows(head, 2) ?? parseFirstRows(head, 1) ?? [];
  return first ? {header, first} : {header};
}

/** @returns undefined for a head that ends within quotes: there is nothing to see yet. */
function parseFirstRows(head: string, to: number): CsvRow[] | undefined {
  try {
    return parse(head, {...FORMAT, to, relax_column_count: true});
  } catch {
    return undefined;
  }
}

/**
 * Reads the rows behind the header one after the other.
 * @throws TransientError for a row that has another number of columns than the header, or others
 * within one of its fields.
 */
export async function* readCsvRows(
  file: Readable,
  columns: number,
): AsyncGenerator<CsvRow, void, undefined> {
  const parser = parseStream({...FORMAT, from: 2, relax_column_count: true});
  const feeding = pipeline(file, parser).catch(() => undefined);
  let line = 1;
  try {
    for await (const csvRow of parser as AsyncIterable<CsvRow>) {
      line += 1;
      if (csvRow.length !== columns) throw new Error(`line ${line} is incomplete`);
      if (csvRow.some((field) => holdsRows(field, columns))) {
        throw new Error(`line ${line} has a quote without its end, and the rows after it are lost`);
      }
      yield csvRow;
    }
  } catch (error) {
    throw new TransientError(
      message`The report is damaged: ${foreignText(asError(error).message)}. The next sync requests it again.`,
      {cause: error, fields: {quoted: [asError(error).message]}},
    );
  } finally {
    parser.destroy();
    file.destroy();
    await feeding;
  }
}

/**
 * Whether the text of a field is that of further rows: a quote that opens a field and is not closed
 * goes on to the next quote of the file, and what is between leaves no other trace.
 */
function holdsRows(field: string, columns: number): boolean {
  if (columns < 2 || !field.includes('\n')) return false;
  return field.split(',').length >= columns;
}
