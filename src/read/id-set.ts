const FIRST_CAPACITY = 1_024;

/** A set of ids by 64 bits of their hash: at most 22 bytes an id, however long the ids are. */
export class IdSet {
  /** Pairs of halves; a pair of zeros is free. */
  private slots = new Uint32Array(FIRST_CAPACITY * 2);
  private count = 0;

  add(id: string): void {
    // Three quarters full is where looking for a free slot begins to take long.
    if (this.count * 8 >= this.slots.length * 3) this.grow();
    if (this.insert(idHash(id))) this.count += 1;
  }

  has(id: string): boolean {
    const [first, second] = idHash(id);
    const at = this.slotOf(first, second);
    return this.slots[at] === first && this.slots[at + 1] === second;
  }

  private insert([first, second]: readonly [number, number]): boolean {
    const at = this.slotOf(first, second);
    const isNew = this.slots[at] === 0 && this.slots[at + 1] === 0;
    this.slots[at] = first;
    this.slots[at + 1] = second;
    return isNew;
  }

  /** The slot of the hash, or the free one in which it belongs. */
  private slotOf(first: number, second: number): number {
    const {slots} = this;
    const mask = slots.length - 1;
    let at = (first * 2) & mask;
    while (slots[at] !== 0 || slots[at + 1] !== 0) {
      if (slots[at] === first && slots[at + 1] === second) return at;
      at = (at + 2) & mask;
    }
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] !== 0 || old[at + 1] !== 0) this.insert([old[at]!, old[at + 1]!]);
    }
  }
}

/** Two independent multiplicative hashes of 32 bits; ids are no secrets, so speed decides. */
export function idHash(text: string): [number, number] {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2_654_435_761);
    second = Math.imul(second ^ unit, 1_597_334_677);
  }
  return [mix(first ^ (second >>> 15)), mix(second ^ (first >>> 13))];
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 2_246_822_507);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
