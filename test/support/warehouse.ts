/** A destination that deduplicates: one row for each id, the one with the greatest `synced_at`. */
import type {Message, Row} from './messages';

interface Stored {
  syncedAt: string;
  row: Row;
}

export class Warehouse {
  private readonly tables = new Map<string, Map<string, Stored>>();

  load(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.type === 'RECORD') this.upsert(message.record.stream, message.record.data);
    }
  }

  /** By id, without the fields that the destination itself works with. */
  table(stream: string): Map<string, Row> {
    return new Map([...this.tableOf(stream)].map(([id, {row}]) => [id, row]));
  }

  private upsert(stream: string, data: Row): void {
    const {synced_at: syncedAt, _ab_cdc_deleted_at: deletedAt, ...row} = data;
    const table = this.tableOf(stream);
    const id = String(row['id']);
    const stored = table.get(id);
    if (stored && stored.syncedAt > String(syncedAt)) return;
    if (deletedAt === undefined || deletedAt === null) {
      table.set(id, {syncedAt: String(syncedAt), row});
    } else {
      table.delete(id);
    }
  }

  private tableOf(stream: string): Map<string, Stored> {
    const known = this.tables.get(stream);
    if (known) return known;
    const table = new Map<string, Stored>();
    this.tables.set(stream, table);
    return table;
  }
}

/** The messages without the records that no STATE covers: a platform may lose them. */
export function committed(messages: readonly Message[]): Message[] {
  const covered = new Set<string>();
  const kept = [...messages].reverse().filter((message) => {
    if (message.type === 'STATE') covered.add(message.state.stream.stream_descriptor.name);
    return message.type !== 'RECORD' || covered.has(message.record.stream);
  });
  return kept.reverse();
}
