import {rowTextOf} from '../copied-row';
import {SystemError} from '../errors';
import {isNever} from '../streams/dates';
import {ProductNames} from '../streams/product-names';
import {relatedId} from '../streams/relationship';
import {DELETED_AT, SYNCED_AT} from '../streams/row';
import type {ProductNameLookup, Row, StreamDefinition} from '../streams/stream';
import type {ExtractionTime} from './extraction-clock';

/** A row that only lacks its `synced_at`, or one that is copied. */
export type TransformedRow = Row & {id: string};

export type Transform = (raw: unknown) => TransformedRow;

/**
 * Turns rows of Graph into whole rows of the schema: every declared field is there, null where
 * Graph left it out. What `delta` omits was never set, so null is what it is. A row that is copied gets
 * its derived fields, and is whole when it is written.
 */
export function createTransform(
  definition: StreamDefinition,
  fields: readonly string[],
  names: ProductNameLookup = new ProductNames(),
): Transform {
  // Ours alone: a row that comes with a mark of deletion is no deleted row.
  const declared = new Set(fields.filter((field) => ![SYNCED_AT, DELETED_AT].includes(field)));
  const {relationship} = definition;
  const derived = Object.entries(definition.derived ?? {});
  const blank = blankRow(fields);
  const wholeRow = (raw: Row): Row => {
    const source = definition.transform ? definition.transform(raw, names) : raw;
    if (typeof source['id'] !== 'string' || source['id'] === '') {
      throw notARow(definition.name, 'has no id');
    }
    const row = {...blank};
    // V8 walks the fields that are there faster than it looks up each that could be.
    for (const field in source) if (declared.has(field)) row[field] = normalizeValue(source[field]);
    if (relationship) row[relationship.field] = relatedId(raw, relationship) ?? null;
    return row;
  };
  return (raw) => {
    if (typeof raw !== 'object' || raw === null) throw notARow(definition.name, 'is no object');
    const row = rowTextOf(raw) ? (raw as Row) : wholeRow(raw as Row);
    for (const [field, {from, by}] of derived) row[field] = by((raw as Row)[from]);
    return row as TransformedRow;
  };
}

/**
 * A row to copy, with room for `synced_at`. V8 keeps what `JSON.parse` made, and copies of it, as
 * compact records; an object of so many fields that is built field by field becomes a hash table,
 * slower to fill and to write.
 */
function blankRow(fields: readonly string[]): Row {
  return JSON.parse(
    JSON.stringify(Object.fromEntries(fields.map((field) => [field, null]))),
  ) as Row;
}

/** The rows of Graph as rows of the stream, not yet transformed. */
export function expandRows({expand}: StreamDefinition, raws: unknown[]): unknown[] {
  if (!expand) return raws;
  return raws.flatMap((raw) =>
    typeof raw === 'object' && raw !== null ? expand(raw as Row) : [raw],
  );
}

/** In place: nothing else holds the rows yet. */
export function setSyncedAtOfRows(rows: Row[], extractedAt: ExtractionTime): Row[] {
  for (const row of rows) setSyncedAt(row, extractedAt);
  return rows;
}

export function setSyncedAt(row: Row, extractedAt: ExtractionTime): Row {
  row[SYNCED_AT] = extractedAt.iso;
  return row;
}

export function tombstone(id: string, extractedAt: ExtractionTime): Row {
  return {id, [DELETED_AT]: extractedAt.iso};
}

/** More levels than any row of Graph has. What lies deeper stays as it is. */
const MAX_NORMALIZED_LEVELS = 100;

/** Such as `@odata.type` of an object in a list: about the value, and no part of it. */
const ANNOTATION = '@odata.';

/** Copies only where something is to be replaced: that is rare, and rows are many. */
function normalizeValue(value: unknown, level = 0): unknown {
  if (typeof value === 'string') return isNever(value) ? null : value;
  // JSON has no infinity, and null would hide that there was a number.
  if (value === Infinity || value === -Infinity) return String(value);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (level === MAX_NORMALIZED_LEVELS) return value;
  let copy: Row | undefined;
  // Of an array these are its indexes.
  for (const key in value) {
    const inner = (value as Row)[key];
    const isAnnotation = key.startsWith(ANNOTATION);
    const normalized = isAnnotation ? undefined : normalizeValue(inner, level + 1);
    if (normalized === inner) continue;
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : {...value}) as Row;
    if (isAnnotation) delete copy[key];
    else copy[key] = normalized;
  }
  return copy ?? value;
}

function notARow(stream: string, reason: string): SystemError {
  return new SystemError(
    `${stream}: Microsoft Graph sent a row that ${reason}. The stream ends here, so that nothing ` +
      'is left out unnoticed.',
  );
}
