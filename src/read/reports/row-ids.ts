/** Ids of the rows of a report, which has no ids of its own. */
import {createHash} from 'node:crypto';
import {readCsvRows} from '../../graph/reports/csv';
import type {CsvRow} from '../../graph/reports/csv';
import type {ReportFile} from '../../graph/reports/report-file';
import type {ShownKeys} from '../../personal-data/row-pseudonymizer';
import {normalizedName} from '../../streams/concealed-names';
import {matchColumns} from '../../streams/report-columns';
import type {Stream} from '../../streams/stream';
import {IdSet} from '../id-set';
import {converterFor} from './report-value';

/** Fields that tell rows of one natural key apart and stay as they are when a report is restated. */
const LASTING_FIELDS = [
  'siteUrl',
  'userId',
  'userPrincipalName',
  'ownerPrincipalName',
  'displayName',
  'ownerDisplayName',
  'groupDisplayName',
  'networkDisplayName',
  'teamName',
  'createdDate',
  'deletedDate',
  'stateChangeDate',
  'rootWebTemplate',
];

const DIGEST_LENGTH = 16;

/** The parts of a natural key; undefined for one that the row does not have. */
type Key = (string | undefined)[];

const IN_CLEAR: ShownKeys = {part: (_field, text) => text, digest: sha256};

/**
 * Makes ids of natural keys. A part that a row lacks becomes the number of its line. Where several
 * rows have one key, as deleted users of one name have and sites without an id, what else they say
 * tells them apart: never their order, which Microsoft does not promise.
 */
export class RowIds {
  private readonly keyColumns: Column[][];
  private readonly lastingColumns: number[];
  private readonly isDeleted: (csvRow: CsvRow) => boolean;
  /** Keys that several rows have; undefined where none is. */
  private sameKey: IdSet | undefined;
  /** Keys with lasting fields that several rows have. */
  private sameFields: IdSet | undefined;
  private readonly seen = new IdSet();
  private readonly copies = new Map<string, number>();

  constructor(
    {definition, schema}: Stream,
    header: CsvRow,
    private readonly shown: ShownKeys = IN_CLEAR,
  ) {
    const fields = matchColumns(header, schema).map(({field}) => field);
    const columnsOf = (names: readonly string[]): Column[] =>
      names.map((field) => ({field, index: fields.indexOf(field)})).filter(({index}) => index >= 0);
    const {naturalKey = []} = definition.report ?? {};
    this.keyColumns = naturalKey.map((part) => columnsOf([part].flat()));
    this.lastingColumns = columnsOf(LASTING_FIELDS).map(({index}) => index);
    const deleted = fields.indexOf('isDeleted');
    const toBoolean = converterFor(schema.properties['isDeleted'] ?? {});
    this.isDeleted = (csvRow) => toBoolean(csvRow[deleted] ?? '') === true;
  }

  /** Looks for keys that several rows of the file have. */
  async findRepeated(file: ReportFile): Promise<void> {
    this.sameKey = await repeatedIn(file, (csvRow) => textOf(this.keyOf(csvRow)));
    if (!this.sameKey) return;
    this.sameFields = await repeatedIn(file, (csvRow) => {
      const key = textOf(this.keyOf(csvRow));
      return this.sameKey!.has(key) ? this.withFields(key, csvRow) : undefined;
    });
  }

  /** @param line of the row in the file, from 2. */
  idOf(csvRow: CsvRow, line: number): string {
    const text = textOf(this.keyOf(csvRow));
    if (!this.sameKey?.has(text)) return this.shownKey(csvRow, `row-${line}`);
    const withFields = this.withFields(text, csvRow);
    const id = this.shownKey(csvRow, 'row');
    if (!this.sameFields?.has(withFields)) return `${id}|${this.digest(withFields)}`;
    return this.numbered(`${id}|${this.digest(csvRow.join('\n'))}`);
  }

  private digest(text: string): string {
    return this.shown.digest(text).slice(0, DIGEST_LENGTH);
  }

  private keyOf(csvRow: CsvRow): Key {
    const parts = this.keyColumns.map((columns) => partIn(csvRow, columns)?.text);
    return this.isDeleted(csvRow) ? [...parts, DELETED] : parts;
  }

  /** @param missing stands for a part that the row does not have. */
  private shownKey(csvRow: CsvRow, missing: string): string {
    const parts = this.keyColumns.map((columns) => {
      const part = partIn(csvRow, columns);
      return part ? this.shown.part(part.field, part.text) : missing;
    });
    return (this.isDeleted(csvRow) ? [...parts, DELETED] : parts).join('|');
  }

  private withFields(key: string, csvRow: CsvRow): string {
    const fields = this.lastingColumns.map((index) => csvRow[index]?.trim().toLowerCase());
    return [key, ...fields].join('\n');
  }

  /** Copies of one row have no other difference than their number. */
  private numbered(id: string): string {
    if (!this.seen.has(id)) {
      this.seen.add(id);
      return id;
    }
    const copy = (this.copies.get(id) ?? 1) + 1;
    this.copies.set(id, copy);
    return `${id}|${copy}`;
  }
}

const DELETED = 'deleted';

interface Column {
  field: string;
  index: number;
}

/** The first of the columns that has a value. */
function partIn(
  csvRow: CsvRow,
  columns: readonly Column[],
): {field: string; text: string} | undefined {
  for (const {field, index} of columns) {
    const text = normalizedName(csvRow[index]);
    if (text !== undefined) return {field, text};
  }
  return undefined;
}

function textOf(key: Key): string {
  return key.map((part) => part ?? '').join('|');
}

/** @returns the keys of more than one row; undefined where there are none. */
async function repeatedIn(
  file: ReportFile,
  keyOf: (csvRow: CsvRow) => string | undefined,
): Promise<IdSet | undefined> {
  const seen = new IdSet();
  let repeated: IdSet | undefined;
  for await (const csvRow of readCsvRows(file.read(), file.header.length)) {
    const key = keyOf(csvRow);
    if (key === undefined) continue;
    if (seen.has(key)) (repeated ??= new IdSet()).add(key);
    else seen.add(key);
  }
  return repeated;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
