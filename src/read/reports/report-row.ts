import type {CsvRow} from '../../graph/reports/csv';
import {nameKindOf} from '../../streams/concealed-names';
import {matchColumns} from '../../streams/report-columns';
import type {ReportColumn} from '../../streams/report-columns';
import {isGraphProperty} from '../../streams/row';
import type {Row, Stream} from '../../streams/stream';
import type {TransformedRow} from '../transform';
import {converterFor} from './report-value';
import type {Convert} from './report-value';
import {RowIds} from './row-ids';

/** Holds the texts of columns that the schema does not declare, by their header. */
const OTHER_COLUMNS = 'other_columns';
const NAMES_CONCEALED = 'names_concealed';

/** What a row gets from the request that it came with. */
export interface ReportOrigin {
  /** Begins the id: the refresh date, or the day of a slice. */
  day: string;
  /** Second part of the id, such as `D30`. */
  period: string;
  /** Values for fields that the file leaves empty. */
  ours: Row;
}

/** What is known of a file as a whole. */
interface SharedFacts {
  /** Whether the file names anybody; where it does not, no row does. */
  isNamed?: boolean;
  /** Of the same stream and header. */
  ids?: RowIds;
}

type ConvertedColumn = ReportColumn & {convert: Convert};

/** Turns the CSV rows of one file into rows of the schema. */
export class ReportRows {
  private readonly columns: ConvertedColumn[];
  private readonly fields: string[];
  private readonly unknown: string[];
  private readonly isNamed: boolean;
  private readonly ids: RowIds;

  constructor(stream: Stream, header: CsvRow, {isNamed = true, ids}: SharedFacts = {}) {
    const {schema} = stream;
    this.isNamed = isNamed;
    this.ids = ids ?? new RowIds(stream, header);
    const {properties} = schema;
    this.fields = Object.keys(properties).filter(isGraphProperty);
    this.columns = matchColumns(header, schema).map((column) => ({
      ...column,
      convert: converterFor(properties[column.field ?? ''] ?? {}),
    }));
    this.unknown = this.columns.flatMap(({field, header: name}) => (field ? [] : [name]));
  }

  /** Columns that go into `other_columns`. */
  get unknownColumns(): readonly string[] {
    return this.unknown;
  }

  /** @param line of the row in the file, from 2. */
  row(csvRow: CsvRow, line: number, {day, period, ours}: ReportOrigin): TransformedRow {
    const row: Row = {id: ''};
    for (const field of this.fields) row[field] ??= null;
    const other: [header: string, text: string][] = [];
    for (const [index, {field, header, convert}] of this.columns.entries()) {
      const text = csvRow[index] ?? '';
      const value = field ? convert(text) : undefined;
      if (field && value !== undefined) row[field] = value;
      else if (text !== '') other.push([header, text]);
    }
    for (const [field, value] of Object.entries(ours)) row[field] ??= value;
    row['id'] = [day, period, this.ids.idOf(csvRow, line)].join('|');
    row[NAMES_CONCEALED] = !this.isNamed || nameKindOf(row) === 'pseudonym';
    // Unlike an assignment, this takes any header for a key, also `__proto__`.
    row[OTHER_COLUMNS] = other.length > 0 ? Object.fromEntries(other) : null;
    return row as TransformedRow;
  }
}
