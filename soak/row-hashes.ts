/**
 * One table of a destination that deduplicates, so small that millions of rows fit: of each row
 * only 64 bits of a hash, under 64 bits of the hash of its id.
 */
import {idHash} from '../src/read/id-set';

/** What a table owes its reader. More than one text: any of them is right. */
export interface OwedRow {
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

const FIRST_CAPACITY = 1_024;
const MAX_EXAMPLES = 3;

export class RowHashes {
  /** Pairs of halves; a pair of zeros is free. */
  private ids = new Uint32Array(FIRST_CAPACITY * 2);
  /** A pair of zeros is a deleted row. */
  private rows = new Uint32Array(FIRST_CAPACITY * 2);
  private stamps = new Float64Array(FIRST_CAPACITY);
  private used = 0;

  /** `text` is undefined where the row is deleted. An older stamp changes nothing. */
  upsert(id: string, text: string | undefined, stamp: number): void {
    if (this.used * 4 >= this.stamps.length * 3) this.grow();
    const [first, second] = idHash(id);
    const place = this.placeOf(first, second);
    if (!this.isTaken(place)) this.used += 1;
    else if (this.stamps[place]! > stamp) return;
    this.ids.set([first, second], place * 2);
    this.rows.set(text === undefined ? [0, 0] : idHash(text), place * 2);
    this.stamps[place] = stamp;
  }

  /** `mayStay`: ids of rows that the table may have, though nobody owes them any more. */
  compare(owed: Iterable<OwedRow>, mayStay: Iterable<string> = []): Difference {
    const known = new Uint8Array(this.stamps.length);
    const difference: Difference = {missing: 0, different: 0, extra: 0, examples: []};
    for (const {id, texts} of owed) {
      const place = this.placeOf(...idHash(id));
      const isThere = this.isTaken(place) && !this.isDeleted(place);
      if (isThere) known[place] = 1;
      if (isThere && texts.some((text) => this.hasText(place, text))) continue;
      difference[isThere ? 'different' : 'missing'] += 1;
      if (difference.examples.length < MAX_EXAMPLES) difference.examples.push(id);
    }
    for (const id of mayStay) known[this.placeOf(...idHash(id))] = 1;
    for (let place = 0; place < known.length; place += 1) {
      const isExtra = this.isTaken(place) && !this.isDeleted(place) && known[place] === 0;
      if (isExtra) difference.extra += 1;
    }
    return difference;
  }

  private isTaken(place: number): boolean {
    return this.ids[place * 2] !== 0 || this.ids[place * 2 + 1] !== 0;
  }

  private isDeleted(place: number): boolean {
    return this.rows[place * 2] === 0 && this.rows[place * 2 + 1] === 0;
  }

  private hasText(place: number, text: string): boolean {
    const [first, second] = idHash(text);
    return this.rows[place * 2] === first && this.rows[place * 2 + 1] === second;
  }

  /** The place of the id, or the free one in which it belongs. */
  private placeOf(first: number, second: number): number {
    const mask = this.stamps.length - 1;
    let place = first & mask;
    while (this.isTaken(place)) {
      if (this.ids[place * 2] === first && this.ids[place * 2 + 1] === second) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  private grow(): void {
    const {ids, rows, stamps} = this;
    const capacity = stamps.length * 2;
    this.ids = new Uint32Array(capacity * 2);
    this.rows = new Uint32Array(capacity * 2);
    this.stamps = new Float64Array(capacity);
    for (let old = 0; old < stamps.length; old += 1) {
      const [first, second] = [ids[old * 2]!, ids[old * 2 + 1]!];
      if (first === 0 && second === 0) continue;
      const place = this.placeOf(first, second);
      this.ids.set([first, second], place * 2);
      this.rows.set([rows[old * 2]!, rows[old * 2 + 1]!], place * 2);
      this.stamps[place] = stamps[old]!;
    }
  }
}
