/** A CSV file of the user, cell by cell, with errors that say where. */
import {readFileSync} from 'node:fs';
import {parse} from 'csv-parse/sync';
import {ReportError} from '../errors';

/** The cells of a line by the name of their column, without blanks around them. */
export interface ListRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

export interface ListFile {
  /** As the user named it. */
  path: string;
  /** Whether a comma can be the decimal separator, because another character parts the cells. */
  hasDecimalCommas: boolean;
  rows: readonly ListRow[];
}

/** Spreadsheets of many countries write semicolons. */
const DELIMITERS = [',', ';', '\t'];

/**
 * @param columns that the file may have; it needs none of them.
 * @throws ReportError for a file that cannot be read, a column that is not known, a line that is too long.
 */
export function readListFile(path: string, columns: readonly string[]): ListFile {
  const text = readText(path);
  const delimiter = delimiterOf(text);
  const [header, ...lines] = recordsOf(path, text, delimiter);
  if (!header) throw new ReportError(`${path} is empty. It needs a first line with its columns.`);
  const names = columnNames(path, header.record, columns);
  const rows = lines.map((line) => ({line: line.number, cells: cellsOf(path, names, line)}));
  return {path, hasDecimalCommas: delimiter !== ',', rows};
}

/** For a cell. */
export function cellError(
  {path}: {path: string},
  {line}: {line: number},
  problem: string,
): ReportError {
  return new ReportError(`${path}, line ${line}: ${problem}`);
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError(`${path} cannot be read: ${why}`);
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw new ReportError(
      `${path} is not in UTF-8. In Excel, save it as "CSV UTF-8 (Comma delimited)".`,
    );
  }
}

function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

interface NumberedRecord {
  /** Of its last line in the file. */
  number: number;
  record: string[];
}

function recordsOf(path: string, text: string, delimiter: string): NumberedRecord[] {
  try {
    const found = parse(text, {
      delimiter,
      info: true,
      trim: true,
      relaxColumnCount: true,
      skipRecordsWithEmptyValues: true,
    }) as unknown as {info: {lines: number}; record: string[]}[];
    return found.map(({info, record}) => ({number: info.lines, record}));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError(`${path} is not a CSV file: ${why}`);
  }
}

function columnNames(path: string, header: string[], known: readonly string[]): string[] {
  const names = header.map((name) => name.toLowerCase());
  const wrong = names.find((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  if (wrong === undefined) return names;
  const problem = known.includes(wrong) ? 'is there twice' : 'is not known';
  throw new ReportError(
    `${path}, line 1: the column "${wrong}" ${problem}. Columns are ${known.join(', ')}.`,
  );
}

function cellsOf(
  path: string,
  names: readonly string[],
  {number, record}: NumberedRecord,
): Record<string, string> {
  if (record.length > names.length) {
    throw new ReportError(
      `${path}, line ${number}: ${record.length} cells, but the first line names ${names.length} columns.`,
    );
  }
  return Object.fromEntries(names.map((name, at) => [name, record[at] ?? '']));
}
