/** The tables of a destination, fed message by message. */
import type {RecordMessage} from '../test/support/messages';
import {RowHashes} from './row-hashes';
import type {Difference, OwedRow} from './row-hashes';
import {partOf, textOf} from './streams';
import type {SoakStream} from './streams';

/** What one table owes, part by part. */
export interface Owed {
  stream: SoakStream;
  parts: ReadonlyMap<string, () => Iterable<OwedRow>>;
  /** Ids of rows that may have stayed: not every stream tells deletions. */
  mayStay?: () => Iterable<string>;
}

export class Tables {
  private readonly parts = new Map<string, Map<string, RowHashes>>();

  take(stream: SoakStream, {record}: RecordMessage): void {
    const {synced_at: syncedAt, _ab_cdc_deleted_at: deletedAt, ...row} = record.data as Row;
    const isDeleted = deletedAt !== undefined && deletedAt !== null;
    const text = isDeleted ? undefined : textOf(stream, row);
    this.partOf(stream.name, partOf(stream, row)).upsert(row.id, text, Date.parse(syncedAt));
  }

  /** What a destination does before the rows of a new generation. */
  empty(stream: string): void {
    this.parts.delete(stream);
  }

  /** In words; none where the table is what is owed. */
  differences({stream, parts, mayStay}: Owed): string[] {
    const known = [...(this.parts.get(stream.name)?.keys() ?? [])];
    const names = new Set([...parts.keys(), ...known]);
    return [...names].flatMap((name) => {
      const owed = parts.get(name)?.() ?? [];
      const difference = this.partOf(stream.name, name).compare(owed, mayStay?.());
      return describe([stream.name, name].filter(Boolean).join(' '), difference);
    });
  }

  /** Forgets the parts that no later sync touches; were one to do so, its rows would be extra. */
  forget(stream: string, isKept: (part: string) => boolean): void {
    const parts = this.parts.get(stream);
    for (const part of parts?.keys() ?? []) if (!isKept(part)) parts?.delete(part);
  }

  private partOf(stream: string, name: string): RowHashes {
    const parts = this.parts.get(stream) ?? new Map<string, RowHashes>();
    this.parts.set(stream, parts);
    const part = parts.get(name) ?? new RowHashes();
    parts.set(name, part);
    return part;
  }
}

type Row = Record<string, unknown> & {id: string; synced_at: string};

function describe(table: string, difference: Difference): string[] {
  const {missing, different, extra, examples} = difference;
  if (missing + different + extra === 0) return [];
  const such = examples.length > 0 ? ` (such as ${examples.join(', ')})` : '';
  return [`${table}: ${missing} rows missing, ${different} wrong, ${extra} too many${such}`];
}
