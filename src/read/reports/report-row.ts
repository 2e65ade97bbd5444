import type {CsvRow} from '../../graph/reports/csv';
import type {Row, StreamDefinition} from '../../streams/define-stream';
import type {Stream} from '../../streams/load';
import {isGraphProperty} from '../transform';
import type {TransformedRow} from '../transform';
import {converterFor} from './report-value';
import type {Convert} from './report-value';

/** The columns that the schema does not declare, by their header. */
const OTHER_COLUMNS = 'other_columns';
const NAMES_CONCEALED = 'names_concealed';

/**
 * Fields that hold names of people; concealment replaces them by a hash. The first that holds
 * something tells, since anybody may be displayed under a name that looks like a hash.
 */
const IDENTITY = ['userPrincipalName', 'ownerPrincipalName', 'displayName', 'ownerDisplayName'];
const HASH = /^[0-9A-F]{32}$/;

/** Texts that stand where a report has no name. */
const NO_NAME = /^(|--|\(unknown\)|[0-]+)$/;

/** How a report has names of people. */
export type NameVisibility = 'named' | 'concealed';

/** What a row gets from the request that it came with. */
export interface ReportOrigin {
  /** Begins the id: the refresh date, or the day of a slice. */
  day: string;
  /** Second part of the id, such as `D30`. */
  period: string;
  /** Values for fields that the file leaves empty. */
  ours: Row;
}

interface Column {
  /** Undefined for a column that the schema does not declare. */
  field: string | undefined;
  header: string;
  convert: Convert;
}

/** Turns records of one file into rows of the schema. */
export class ReportRows {
  private readonly columns: Column[];
  private readonly fields: string[];
  private readonly unknown: string[];

  constructor(
    private readonly definition: StreamDefinition,
    {properties}: Stream['schema'],
    header: CsvRow,
  ) {
    this.fields = Object.keys(properties).filter(isGraphProperty);
    this.columns = columnsOf(header, properties);
    this.unknown = this.columns.flatMap(({field, header: name}) => (field ? [] : [name]));
  }

  /** Columns that go into `other_columns`. */
  get unknownColumns(): readonly string[] {
    return this.unknown;
  }

  /** @param line of the record in the file, from 2. */
  row(record: CsvRow, line: number, {day, period, ours}: ReportOrigin): TransformedRow {
    const row: Row = {id: ''};
    for (const field of this.fields) row[field] ??= null;
    const other: [header: string, text: string][] = [];
    for (const [index, {field, header, convert}] of this.columns.entries()) {
      const text = record[index] ?? '';
      const value = field ? convert(text) : undefined;
      if (field && value !== undefined) row[field] = value;
      else if (text !== '') other.push([header, text]);
    }
    for (const [field, value] of Object.entries(ours)) row[field] ??= value;
    row['id'] = [day, period, ...this.keyOf(row, line)].join('|');
    row[NAMES_CONCEALED] = nameVisibilityOf(row) === 'concealed';
    // Unlike an assignment, this takes any header for a key, also `__proto__`.
    row[OTHER_COLUMNS] = other.length > 0 ? Object.fromEntries(other) : null;
    return row as TransformedRow;
  }

  nameVisibilityIn(record: CsvRow): NameVisibility | undefined {
    return nameVisibilityOf(this.row(record, 0, {day: '', period: '', ours: {}}));
  }

  private keyOf(row: Row, line: number): string[] {
    const parts = (this.definition.report?.naturalKey ?? []).map((part) => {
      const texts = [part].flat().map((field) => lowerCaseText(row[field]));
      return texts.find((text) => !NO_NAME.test(text)) ?? `row-${line}`;
    });
    return row['isDeleted'] === true ? [...parts, 'deleted'] : parts;
  }
}

/** Undefined where the row has no name at all. */
export function nameVisibilityOf(row: Row): NameVisibility | undefined {
  const field = IDENTITY.find((name) => !NO_NAME.test(lowerCaseText(row[name])));
  if (field === undefined) return undefined;
  return HASH.test(String(row[field])) ? 'concealed' : 'named';
}

function lowerCaseText(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

/** A field's column is named in the title of its schema; a header that repeats is not known. */
function columnsOf(header: CsvRow, properties: Stream['schema']['properties']): Column[] {
  const fields = new Map(
    Object.entries(properties).map(([field, {title}]) => [plain(lowerCaseText(title)), field]),
  );
  const seen = new Set<string>();
  return header.map((name) => {
    const isRepeated = seen.has(plain(name));
    const field = plain(name) === '' || isRepeated ? undefined : fields.get(plain(name));
    const convert = converterFor(properties[field ?? ''] ?? {});
    const header = unusedName(name, seen);
    seen.add(plain(header));
    return {field, header, convert};
  });
}

/** A name that no column before it has, so that no value takes the place of another one. */
function unusedName(name: string, seen: Set<string>): string {
  if (!seen.has(plain(name))) return name;
  let times = 2;
  while (seen.has(plain(`${name} (${times})`))) times += 1;
  return `${name} (${times})`;
}

function plain(header: string): string {
  return header.trim().toLowerCase().replace(/\s+/g, ' ');
}
