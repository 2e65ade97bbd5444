/** What a hostile read may end in: rows that every reader takes, or an error that says what is wrong. */
import {serializeRecord} from '../../src/airbyte/serialize-record';
import type {JsonObject, RecordMessage} from '../../src/airbyte/messages';
import {ConnectorError} from '../../src/errors';

/** Jackson's limit, see `src/airbyte/readable.ts`. */
const MOST_LEVELS = 1_000;

/** An error of ours that was foreseen: it names what came, and is not too long to be read. */
export function expectForeseen(error: unknown): void {
  if (!(error instanceof ConnectorError))
    throw new Error(`not foreseen: ${String((error as Error).stack)}`, {cause: error});
  expect(error.message).not.toMatch(/does not know|\[object Object\]/);
  expect(error.message.length).toBeLessThan(20_000);
}

/** The rows as destinations read them; or undefined where one has a key that cannot be written. */
export function written(stream: string, rows: readonly JsonObject[]): RecordMessage[] | undefined {
  const lines = rows.map((data) => lineOf(stream, data));
  if (lines.includes(undefined)) return undefined;
  return lines.map((line) => {
    const {record} = JSON.parse(line!) as {record: RecordMessage};
    expect(line).not.toMatch(/\n/);
    expect(hasBrokenText(record.data)).toBe(false);
    expect(typeof record.data['id'] === 'string' && record.data['id'] !== '').toBe(true);
    return record;
  });
}

function lineOf(stream: string, data: JsonObject): string | undefined {
  try {
    return serializeRecord({stream, data, emitted_at: 5});
  } catch (error) {
    expectForeseen(error);
    return undefined;
  }
}

/** NUL or half of a surrogate pair, in a key or a text at any place. */
function hasBrokenText(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  expect(levels).toBeGreaterThan(0);
  return Object.entries(value).some(
    ([key, inner]) => hasBrokenText(key) || hasBrokenText(inner, levels - 1),
  );
}
