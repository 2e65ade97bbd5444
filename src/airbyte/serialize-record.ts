/**
 * A record as a line that every reader takes. The reader that takes least decides: a database takes
 * no NUL character, a strict parser no half of a surrogate pair, Jackson no deep nesting, and a
 * warehouse no record of any size. What has to be changed is told in `meta.changes`.
 * https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol
 */
import {SystemError} from '../errors';
import type {FieldChange, RecordMessage} from './messages';
import {MAX_BYTES_PER_CODE_UNIT} from './output';
import {isTooNested, sanitize} from './sanitize';

/** Every record is known by this field, so another value would make it another record. */
const PRIMARY_KEY = 'id';

/** Snowflake and MongoDB take 16 MiB, Airbyte Cloud 20 MB; the rest is for what others add. */
const MAX_RECORD_BYTES = 15_000_000;

/** No shorter line is nested too deep. */
const MIN_DEEP_LINE_LENGTH = 1_800;

type Data = RecordMessage['data'];

/**
 * @throws SystemError where the primary key would have to be changed.
 */
export function serializeRecord(record: RecordMessage): string {
  const line = stringify({type: 'RECORD', record});
  // JSON.stringify escapes what is broken, and few other characters.
  if (line !== undefined && line.length < MIN_DEEP_LINE_LENGTH && !line.includes('\\u'))
    return line;
  const changes: FieldChange[] = [];
  let data = withoutTooNested(record.data, changes);
  if (line === undefined || line.includes('\\u')) data = withoutInvalidUnicode(data, changes);
  if (line === undefined || line.length * MAX_BYTES_PER_CODE_UNIT > MAX_RECORD_BYTES)
    data = withinSizeLimit(data, changes);
  if (line !== undefined && changes.length === 0) return line;
  const key = changes.find(({field}) => field === PRIMARY_KEY);
  if (key) throw invalidKeyError(record.stream, key);
  return JSON.stringify({type: 'RECORD', record: {...record, data, meta: {changes}}});
}

/** Undefined where the value has too many levels, or the text would be too long for a string. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function withoutTooNested(data: Data, changes: FieldChange[]): Data {
  if (!isTooNested(data)) return data;
  const fields = Object.keys(data).filter((field) => isTooNested({[field]: data[field]}));
  return withNulls(data, {fields, reason: 'SOURCE_SERIALIZATION_ERROR'}, changes);
}

function withoutInvalidUnicode(data: Data, changes: FieldChange[]): Data {
  const copy = {...data};
  for (const [field, value] of Object.entries(data)) {
    copy[field] = sanitize(value);
    if (copy[field] === value) continue;
    changes.push({field, change: 'TRUNCATED', reason: 'SOURCE_SERIALIZATION_ERROR'});
  }
  return copy;
}

/** The largest fields go first. */
function withinSizeLimit(data: Data, changes: FieldChange[]): Data {
  const sizes = Object.entries(data).map(([field, value]) => ({field, bytes: sizeOf(value)}));
  sizes.sort((a, b) => a.bytes - b.bytes);
  const fields: string[] = [];
  while (sizes.reduce((sum, {bytes}) => sum + bytes, 0) > MAX_RECORD_BYTES) {
    fields.push(sizes.pop()!.field);
  }
  return withNulls(data, {fields, reason: 'SOURCE_RECORD_SIZE_LIMITATION'}, changes);
}

function sizeOf(value: unknown): number {
  const text = stringify(value);
  return text === undefined ? Infinity : Buffer.byteLength(text);
}

function withNulls(
  data: Data,
  {fields, reason}: {fields: string[]; reason: FieldChange['reason']},
  changes: FieldChange[],
): Data {
  if (fields.length === 0) return data;
  changes.push(...fields.map((field) => ({field, change: 'NULLED', reason}) as const));
  return {...data, ...Object.fromEntries(fields.map((field) => [field, null]))};
}

function invalidKeyError(stream: string, {reason}: FieldChange): SystemError {
  const what =
    reason === 'SOURCE_RECORD_SIZE_LIMITATION'
      ? 'longer than a destination takes'
      : 'of characters that destinations do not take (NUL, or half of a surrogate pair)';
  return new SystemError(
    `${stream}: Microsoft Graph sent a row whose ${PRIMARY_KEY} is ${what}. The stream ends here, so that no row is ` +
      'lost or mixed up with another one.',
  );
}
