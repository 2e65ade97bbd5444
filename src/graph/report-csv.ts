/** The CSV of a usage report (RFC 4180, UTF-8 with a byte order mark), as records of texts. */
import {pipeline} from 'node:stream/promises';
import type {Readable} from 'node:stream';
import {parse as parseStream} from 'csv-parse';
import type {Options} from 'csv-parse';
import {parse} from 'csv-parse/sync';
import {TransientError, asError} from '../errors';

/** Every usage report has this column. */
export const REFRESH_DATE = 'Report Refresh Date';

export type CsvRecord = string[];

const FORMAT: Options = {bom: true, skip_empty_lines: true};

/**
 * The header and the first record, as soon as `head` has them whole.
 * @param ended whether `head` is the whole file.
 * @returns undefined while more has to be read; `first` is absent in a report without rows.
 */
export function firstRecords(
  head: string,
  ended: boolean,
): {header: CsvRecord; first?: CsvRecord} | undefined {
  const records = parseHead(head);
  if (!ended && records.length < 3) return undefined;
  const [header = [], first] = records;
  return first ? {header, first} : {header};
}

/** A head may end within quotes; then there is nothing to see yet. */
function parseHead(head: string): CsvRecord[] {
  try {
    return parse(head, {...FORMAT, to: 3, relax_column_count: true});
  } catch {
    return [];
  }
}

/**
 * Reads the records behind the header one after the other.
 * @throws TransientError for a record that has another number of columns than the header.
 */
export async function* readRecords(
  file: Readable,
  columns: number,
): AsyncGenerator<CsvRecord, void, undefined> {
  const parser = parseStream({...FORMAT, from: 2, relax_column_count: true});
  const feeding = pipeline(file, parser).catch(() => undefined);
  let line = 1;
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      line += 1;
      if (record.length !== columns) throw new Error(`line ${line} is incomplete`);
      yield record;
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
