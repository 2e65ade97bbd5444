/** Reads a page of which most rows are written as they came, see `CopiedRow`. */
import {isUtf8} from 'node:buffer';
import {blankCopiedRow, copiedRow} from '../copied-row';
import type {CopiedRow, RowText} from '../copied-row';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  JsonText,
  NO_VALUE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-text';

/** Each is a bit of a number. */
const MAX_FIELDS = 31;

/** Whether readers take a longer row needs a look, see `serializeRecord`. */
const MAX_COPIED_BYTES = 50_000;

/** Most rows of a tenant lack one of few sets of fields. */
const MAX_KNOWN_LACKS = 1_000;

const NO_FIELD = -1;

export interface RowFields {
  /** All fields of the stream, in their order. */
  all: readonly string[];
  /** The fields that Graph sends. */
  sent: readonly string[];
  /** The texts among them that are looked at before a row is written. */
  looked: readonly string[];
  /** How a text begins that stands for null. */
  nullText: string;
}

/** As `JSON.parse` gives it, but for the rows that are copied. */
interface PageBody {
  value: unknown[];
}

/** Where the list of rows stands in a body. */
interface RowList {
  start: number;
  end: number;
  rows: unknown[];
}

/** Reads the pages of one stream. */
export class RowCopier {
  /** What stands before the value of each field that Graph sends. */
  private readonly names: readonly Buffer[];
  private readonly looked: readonly (readonly [name: string, field: number])[];
  private readonly blank: CopiedRow;
  private readonly nullText: Buffer;
  /** What a text lacks, by the bits of the fields that it has. */
  private readonly lacking = new Map<number, readonly string[]>();
  /** Where the values of a row begin and end. */
  private readonly starts: number[];
  private readonly ends: number[];

  /** @returns undefined for a stream of too many fields, or one that looks at what Graph does not send. */
  static of(fields: RowFields): RowCopier | undefined {
    const {sent, looked} = fields;
    const canCopy = sent.length <= MAX_FIELDS && looked.every((name) => sent.includes(name));
    return canCopy ? new RowCopier(fields) : undefined;
  }

  private constructor(private readonly fields: RowFields) {
    const {all, sent, looked, nullText} = fields;
    this.names = sent.map((name) => Buffer.from(`${JSON.stringify(name)}:`));
    this.looked = looked.map((name) => [name, sent.indexOf(name)]);
    this.blank = blankCopiedRow([...looked, ...all.filter((name) => !sent.includes(name))]);
    this.nullText = Buffer.from(nullText);
    this.starts = sent.map(() => 0);
    this.ends = sent.map(() => 0);
  }

  /**
   * @returns undefined where the body is not one that can be read so, whatever else it is.
   * @throws SyntaxError where a part of it is not JSON.
   */
  read(body: Buffer): PageBody | undefined {
    const list = isUtf8(body) ? this.listIn(new JsonText(body, this.nullText)) : undefined;
    if (!list) return undefined;
    const around = `${body.toString('utf8', 0, list.start)}[]${body.toString('utf8', list.end)}`;
    return {...(JSON.parse(around) as object), value: list.rows};
  }

  /** The list in `value`, where it is the only member that can be called so. */
  private listIn(text: JsonText): RowList | undefined {
    const body = text.bytes;
    let list: RowList | undefined;
    let at = 0;
    while (body[at] === (at === 0 ? OPEN_BRACE : COMMA)) {
      const name = at + 1;
      const colon = text.endOfString(name);
      if (colon === NO_VALUE || body[colon] !== COLON) return undefined;
      const written = body.toString('latin1', name, colon);
      const isList = written === '"value"';
      if (isList ? list : written.includes('\\')) return undefined;
      if (isList) list = this.readList(text, colon + 1);
      at = isList ? (list?.end ?? NO_VALUE) : text.endOfValue(colon + 1);
    }
    return body[at] === CLOSE_BRACE && at === body.length - 1 ? list : undefined;
  }

  private readList(text: JsonText, start: number): RowList | undefined {
    const {bytes} = text;
    if (bytes[start] !== OPEN_BRACKET) return undefined;
    const rows: unknown[] = [];
    if (bytes[start + 1] === CLOSE_BRACKET) return {start, end: start + 2, rows};
    let at = start;
    do at = this.readRow(text, at + 1, rows);
    while (bytes[at] === COMMA);
    return bytes[at] === CLOSE_BRACKET ? {start, end: at + 1, rows} : undefined;
  }

  /** @returns the place behind the row, or `NO_VALUE`. */
  private readRow(text: JsonText, start: number, rows: unknown[]): number {
    const {bytes} = text;
    text.needsParsing = false;
    let present = 0;
    let field = NO_FIELD;
    let at = start;
    while (bytes[at] === (at === start ? OPEN_BRACE : COMMA)) {
      field = this.fieldAt(text, at + 1, field + 1);
      if (field === NO_FIELD || (present & (1 << field)) !== 0) return parseRow(text, start, rows);
      present |= 1 << field;
      const value = at + 1 + this.names[field]!.length;
      at = text.endOfValue(value);
      if (at === NO_VALUE) return NO_VALUE;
      this.starts[field] = value;
      this.ends[field] = at;
    }
    const end = at + 1;
    const isWhole = bytes[at] === CLOSE_BRACE && !text.needsParsing;
    const row = isWhole ? this.copied({body: bytes, start, end}, present) : undefined;
    if (!row) return parseRow(text, start, rows);
    rows.push(row);
    return end;
  }

  /** @param expected the field that most likely stands there: rows have their fields in one order. */
  private fieldAt(text: JsonText, at: number, expected: number): number {
    const {names} = this;
    for (let field = expected; field < names.length; field += 1) {
      if (text.has(names[field]!, at)) return field;
    }
    for (let field = 0; field < expected; field += 1) {
      if (text.has(names[field]!, at)) return field;
    }
    return NO_FIELD;
  }

  /** @returns undefined for a long row, and where a text that is looked at is absent, empty or escaped. */
  private copied(place: Omit<RowText, 'lacks'>, present: number): CopiedRow | undefined {
    const {body, start: rowStart, end} = place;
    if (end - rowStart > MAX_COPIED_BYTES) return undefined;
    const row = copiedRow(this.blank, {
      body,
      start: rowStart,
      end,
      lacks: this.lacksBeside(present),
    });
    for (const [name, field] of this.looked) {
      const start = this.starts[field]!;
      if ((present & (1 << field)) === 0 || body[start] !== QUOTE) return undefined;
      const value = body.toString('utf8', start + 1, this.ends[field]! - 1);
      if (value === '' || value.includes('\\')) return undefined;
      row[name] = value;
    }
    return row;
  }

  private lacksBeside(present: number): readonly string[] {
    const known = this.lacking.get(present);
    if (known) return known;
    const {all, sent} = this.fields;
    const has = new Set(sent.filter((_, field) => (present & (1 << field)) !== 0));
    const lacks = all.filter((name) => !has.has(name));
    if (this.lacking.size < MAX_KNOWN_LACKS) this.lacking.set(present, lacks);
    return lacks;
  }
}

/** Reads a row that is not copied. */
function parseRow(text: JsonText, start: number, rows: unknown[]): number {
  const end = text.endOfValue(start);
  if (end !== NO_VALUE) rows.push(JSON.parse(text.bytes.toString('utf8', start, end)));
  return end;
}
