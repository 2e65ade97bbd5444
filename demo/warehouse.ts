/** The tables of a destination that deduplicates: the latest version of each row, without deleted ones. */
import type {AirbyteMessage} from '../src/airbyte/messages';
import {isDeletion, rowsOf} from './messages';
import type {Row} from './messages';

/** The rows of each stream by its name. */
export type Tables = ReadonlyMap<string, readonly Row[]>;

export function tablesFrom(
  messages: readonly AirbyteMessage[],
  streams: readonly {name: string}[],
): Tables {
  return new Map(streams.map(({name}) => [name, latestRows(rowsOf(messages, name))]));
}

function latestRows(rows: readonly Row[]): Row[] {
  const latest = new Map<unknown, Row>();
  for (const row of rows) {
    const known = latest.get(row['id']);
    if (!known || String(row['synced_at']) >= String(known['synced_at'])) {
      latest.set(row['id'], row);
    }
  }
  return [...latest.values()].filter((row) => !isDeletion(row));
}
