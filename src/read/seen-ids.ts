import {idHash} from './id-set';

/** Ids in one block of half a megabyte. Blocks are added, never copied, so that memory does not jump. */
const BLOCK_IDS = 65_536;

/**
 * Remembers ids by 64 bits of a hash, 8 bytes each, in the order in which they came. Looking up
 * needs `freeze()` first: it is for the rare read that has to start over.
 */
export class SeenIds {
  private readonly blocks: Uint32Array[] = [];
  private count = 0;
  private frozen = new BigUint64Array(0);

  add(id: string): void {
    const at = this.count % BLOCK_IDS;
    if (at === 0) this.blocks.push(new Uint32Array(BLOCK_IDS * 2));
    this.blocks.at(-1)!.set(idHash(id), at * 2);
    this.count += 1;
  }

  /** From now on `has` answers for the ids that were added until here. */
  freeze(): void {
    const halves = new Uint32Array(this.blocks.length * BLOCK_IDS * 2);
    for (const [index, block] of this.blocks.entries()) halves.set(block, index * BLOCK_IDS * 2);
    this.frozen = new BigUint64Array(halves.buffer).subarray(0, this.count).sort();
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
