/**
 * A row that is written as it came. To copy its text takes a fraction of the time of parsing every value
 * and writing it again.
 */

/** The text of a row in the body of its page. */
export interface RowText {
  /** The whole body, as UTF-8. */
  readonly body: Buffer;
  /** Where the text begins, and the place behind it. */
  readonly start: number;
  readonly end: number;
  /** The fields of the stream that the text does not have, in their order. */
  readonly lacks: readonly string[];
}

const ROW_TEXT = Symbol('row text');

/**
 * Has the fields of the text that are looked at before the row is written, which nobody may change, and room
 * for those that the text lacks. What neither has is null.
 */
export type CopiedRow = Record<string, unknown> & {[ROW_TEXT]: RowText};

const NO_TEXT: RowText = {body: Buffer.alloc(0), start: 0, end: 0, lacks: []};

/** A row to copy: V8 makes room for all fields at once. */
export function blankCopiedRow(fields: readonly string[]): CopiedRow {
  const blank = Object.fromEntries(fields.map((field) => [field, null]));
  return {...blank, [ROW_TEXT]: NO_TEXT};
}

export function copiedRow(blank: CopiedRow, text: RowText): CopiedRow {
  const row = {...blank};
  row[ROW_TEXT] = text;
  return row;
}

/** @returns undefined for a row of which every field is there. */
export function rowTextOf(row: object): RowText | undefined {
  return (row as Partial<CopiedRow>)[ROW_TEXT];
}
