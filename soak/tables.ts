/** The tables of a destination, built message by message. */
import type {RecordMessage} from '../test/support/messages';
import {RowHashes} from './row-hashes';
import type {Difference, ExpectedRow} from './row-hashes';
import {tablePart, comparableText} from './streams';
import type {SoakStream} from './streams';

/** The expected rows of one table by part. */
export interface ExpectedTable {
  stream: SoakStream;
  parts: ReadonlyMap<string, () => Iterable<ExpectedRow>>;
  /** Ids of rows that may remain: not every stream emits deletions. */
  optionalIds?: () => Iterable<string>;
}

export class Tables {
  private readonly parts = new Map<string, Map<string, RowHashes>>();

  handle(stream: SoakStream, {record}: RecordMessage): void {
    const {synced_at: syncedAt, _ab_cdc_deleted_at: deletedAt, ...row} = record.data as Row;
    const isDeleted = deletedAt !== undefined && deletedAt !== null;
    const text = isDeleted ? undefined : comparableText(stream, row);
    this.tablePart(stream.name, tablePart(stream, row)).upsert(row.id, text, Date.parse(syncedAt));
  }

  /** As a destination does before the rows of a new generation. */
  truncate(stream: string): void {
    this.parts.delete(stream);
  }

  /** In words; empty where the table has exactly the expected rows. */
  differences({stream, parts, optionalIds}: ExpectedTable): string[] {
    const known = [...(this.parts.get(stream.name)?.keys() ?? [])];
    const names = new Set([...parts.keys(), ...known]);
    return [...names].flatMap((name) => {
      const expected = parts.get(name)?.() ?? [];
      const difference = this.tablePart(stream.name, name).compare(expected, optionalIds?.());
      return describe([stream.name, name].filter(Boolean).join(' '), difference);
    });
  }

  /** Discards parts that later syncs must not touch: rows in them would count as extra. */
  discardParts(stream: string, isKept: (part: string) => boolean): void {
    const parts = this.parts.get(stream);
    for (const part of parts?.keys() ?? []) if (!isKept(part)) parts?.delete(part);
  }

  private tablePart(stream: string, name: string): RowHashes {
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
