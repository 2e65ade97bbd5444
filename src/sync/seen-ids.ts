import {idHash} from './id-hash';

const FIRST_CAPACITY = 1_024;

/**
 * Remembers ids by 64 bits of a hash, 8 bytes each, in the order in which they came. Looking up
 * needs `freeze()` first: it is for the rare read that has to start over.
 */
export class SeenIds {
  private halves = new Uint32Array(FIRST_CAPACITY * 2);
  private count = 0;
  private frozen = new BigUint64Array(0);

  add(id: string): void {
    if (this.count * 2 === this.halves.length) {
      const larger = new Uint32Array(this.halves.length * 2);
      larger.set(this.halves);
      this.halves = larger;
    }
    this.halves.set(idHash(id), this.count * 2);
    this.count += 1;
  }

  /** From now on `has` answers for the ids that were added until here. */
  freeze(): void {
    const {buffer} = this.halves.slice(0, this.count * 2);
    this.frozen = new BigUint64Array(buffer).sort();
  }

  has(id: string): boolean {
    const {frozen} = this;
    if (frozen.length === 0) return false;
    const wanted = new BigUint64Array(Uint32Array.from(idHash(id)).buffer)[0]!;
    let [from, to] = [0, frozen.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (frozen[middle]! < wanted) from = middle + 1;
      else to = middle;
    }
    return frozen[from] === wanted;
  }
}
