/**
 * One table of a destination that deduplicates, so small that millions of rows fit: of each row
 * only 64 bits of a hash, under 64 bits of the hash of its id.
 */
import {idHash} from '../src/read/id-set';

/** An expected row. Where there are several texts, any of them is right. */
export interface ExpectedRow {
  id: string;
  texts: readonly string[];
}

export interface Difference {
  missing: number;
  different: number;
  extra: number;
  /** Some of the ids; those of rows that are too many are not known. */
  examples: string[];
}

const INITIAL_CAPACITY = 1_024;
const MAX_EXAMPLES = 3;

export class RowHashes {
  /** Pairs of halves; a pair of zeros is free. */
  private ids = new Uint32Array(INITIAL_CAPACITY * 2);
  /** A pair of zeros is a deleted row. */
  private rows = new Uint32Array(INITIAL_CAPACITY * 2);
  private timestamps = new Float64Array(INITIAL_CAPACITY);
  private used = 0;

  /** `text` is undefined where the row is deleted. An older timestamp changes nothing. */
  upsert(id: string, text: string | undefined, timestamp: number): void {
    if (this.used * 4 >= this.timestamps.length * 3) this.grow();
    const [first, second] = idHash(id);
    const slot = this.slotOf(first, second);
    if (!this.isTaken(slot)) this.used += 1;
    else if (this.timestamps[slot]! > timestamp) return;
    this.ids.set([first, second], slot * 2);
    this.rows.set(text === undefined ? [0, 0] : idHash(text), slot * 2);
    this.timestamps[slot] = timestamp;
  }

  /** @param optionalIds rows that the table may still have. */
  compare(expected: Iterable<ExpectedRow>, optionalIds: Iterable<string> = []): Difference {
    const known = new Uint8Array(this.timestamps.length);
    const difference: Difference = {missing: 0, different: 0, extra: 0, examples: []};
    for (const {id, texts} of expected) {
      const slot = this.slotOf(...idHash(id));
      const isThere = this.isTaken(slot) && !this.isDeleted(slot);
      if (isThere) known[slot] = 1;
      if (isThere && texts.some((text) => this.hasText(slot, text))) continue;
      difference[isThere ? 'different' : 'missing'] += 1;
      if (difference.examples.length < MAX_EXAMPLES) difference.examples.push(id);
    }
    for (const id of optionalIds) known[this.slotOf(...idHash(id))] = 1;
    for (let slot = 0; slot < known.length; slot += 1) {
      const isExtra = this.isTaken(slot) && !this.isDeleted(slot) && known[slot] === 0;
      if (isExtra) difference.extra += 1;
    }
    return difference;
  }

  private isTaken(slot: number): boolean {
    return this.ids[slot * 2] !== 0 || this.ids[slot * 2 + 1] !== 0;
  }

  private isDeleted(slot: number): boolean {
    return this.rows[slot * 2] === 0 && this.rows[slot * 2 + 1] === 0;
  }

  private hasText(slot: number, text: string): boolean {
    const [first, second] = idHash(text);
    return this.rows[slot * 2] === first && this.rows[slot * 2 + 1] === second;
  }

  /** The slot of the id, or the free one where it belongs. */
  private slotOf(first: number, second: number): number {
    const mask = this.timestamps.length - 1;
    let slot = first & mask;
    while (this.isTaken(slot)) {
      if (this.ids[slot * 2] === first && this.ids[slot * 2 + 1] === second) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const {ids, rows, timestamps} = this;
    const capacity = timestamps.length * 2;
    this.ids = new Uint32Array(capacity * 2);
    this.rows = new Uint32Array(capacity * 2);
    this.timestamps = new Float64Array(capacity);
    for (let old = 0; old < timestamps.length; old += 1) {
      const [first, second] = [ids[old * 2]!, ids[old * 2 + 1]!];
      if (first === 0 && second === 0) continue;
      const slot = this.slotOf(first, second);
      this.ids.set([first, second], slot * 2);
      this.rows.set([rows[old * 2]!, rows[old * 2 + 1]!], slot * 2);
      this.timestamps[slot] = timestamps[old]!;
    }
  }
}
