/** The CSV of a usage report (RFC 4180, UTF-8 with a byte order mark), as rows of texts. */
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {StringDecoder} from 'node:string_decoder';
import {parse as parseStream} from 'csv-parse';
import type {Options} from 'csv-parse';
import {parse} from 'csv-parse/sync';
import {TransientError, asError} from '../../errors';
import {NetworkError} from '../network-error';

/** Every usage report has this column. */
export const REFRESH_DATE = 'Report Refresh Date';

export type CsvRow = string[];

/** The beginning of a report: what is needed to decide whether the rest is. */
export interface ReportHead {
  header: CsvRow;
  /** Absent in a report without rows. */
  first?: CsvRow;
}

const FORMAT: Options = {bom: true, skip_empty_lines: true};

/**
 * The header and the first row, as soon as `head` has them whole.
 * @param ended whether `head` is the whole file.
 * @returns undefined while more has to be read; `first` is absent in a report without rows.
 */
export function parseHead(
  head: string,
  ended: boolean,
): {header: CsvRow; first?: CsvRow} | undefined {
  const rows = parseFirstRows(head);
  if (!ended && rows.length < 3) return undefined;
  const [header = [], first] = rows;
  return first ? {header, first} : {header};
}

/** A head may end within quotes; then there is nothing to see yet. */
function parseFirstRows(head: string): CsvRow[] {
  try {
    return parse(head, {...FORMAT, to: 3, relax_column_count: true});
  } catch {
    return [];
  }
}

/**
 * Reads the rows behind the header one after the other.
 * @throws TransientError for a row that has another number of columns than the header.
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
      yield csvRow;
    }
  } catch (error) {
    throw new TransientError(
      `The report is damaged: ${asError(error).message}. The next sync asks for it again.`,
      {cause: error},
    );
  } finally {
    parser.destroy();
    file.destroy();
    await feeding;
  }
}

/** Finds the head of a report while its file comes. */

/** A report has its first row within its first kilobytes; what has none in this is no report. */
const MAX_HEAD_LENGTH = 100_000_000;

/** Looks for the head of a file, each time that there is twice as much to look at. */
export class HeaderReader {
  private readonly decoder = new StringDecoder('utf8');
  private text = '';
  private looked = 0;

  /** @returns undefined while more has to be read. */
  add(chunk: Buffer): ReportHead | undefined {
    this.text += this.decoder.write(chunk);
    if (this.text.length < 2 * this.looked) return undefined;
    this.looked = this.text.length;
    if (this.looked <= MAX_HEAD_LENGTH) return parseHead(this.text, false);
    throw new NetworkError('In place of a report came a line without an end', {code: 'NOT_CSV'});
  }

  end(): ReportHead {
    return parseHead(this.text + this.decoder.end(), true) ?? {header: []};
  }
}
