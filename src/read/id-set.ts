/** Slots of a segment: 64 KB, so little that a growing set never needs a large piece of memory at once. */
const SEGMENT_SLOTS = 8_192;

/** Fuller than this, looking for a free slot takes long. */
const MAX_SEGMENT_IDS = (SEGMENT_SLOTS * 7) / 8;

/** Small, so that few slots are empty after the set has grown. */
const GROWTH_FACTOR = 1.25;

/**
 * A set of ids by 64 bits of their hash, 9 to 12 bytes an id, however long the ids are. It is an
 * open-addressing hash table in segments. To grow, it adds segments and moves the entries segment
 * by segment, so that there is never a second copy of the table.
 */
export class IdSet {
  private readonly segments: Uint32Array[] = [newSegment()];
  /** How many ids each segment has. */
  private readonly counts: number[] = [0];

  /** Whether nothing was added yet. */
  get isEmpty(): boolean {
    return this.counts.length === 1 && this.counts[0] === 0;
  }

  /** @returns whether the id was not in the set before. */
  add(id: string): boolean {
    const [first, second] = idHash(id);
    if (this.counts[this.segmentOf(second)]! >= MAX_SEGMENT_IDS) this.grow();
    return this.insert(first, second);
  }

  has(id: string): boolean {
    const [first, second] = idHash(id);
    const segment = this.segments[this.segmentOf(second)]!;
    const at = slotOf(segment, first, second);
    return segment[at] === first && segment[at + 1] === second;
  }

  /** Never falls when segments are added, which `grow` relies on. */
  private segmentOf(second: number): number {
    return Math.floor((second * this.segments.length) / 2 ** 32);
  }

  /** @returns whether the hash was not there before. */
  private insert(first: number, second: number): boolean {
    const index = this.segmentOf(second);
    const segment = this.segments[index]!;
    const at = slotOf(segment, first, second);
    if (!isFree(segment, at)) return false;
    this.counts[index]! += 1;
    segment[at] = first;
    segment[at + 1] = second;
    return true;
  }

  /** From the last segment down: an entry stays or moves up, where room was made before. */
  private grow(): void {
    const before = this.segments.length;
    const after = Math.ceil(before * GROWTH_FACTOR);
    for (let index = before; index < after; index += 1) {
      this.segments.push(newSegment());
      this.counts.push(0);
    }
    const moved = newSegment();
    for (let index = before - 1; index >= 0; index -= 1) {
      moved.set(this.segments[index]!);
      this.segments[index]!.fill(0);
      this.counts[index] = 0;
      for (let at = 0; at < moved.length; at += 2) {
        if (!isFree(moved, at)) this.insert(moved[at]!, moved[at + 1]!);
      }
    }
  }
}

/** Each slot is two halves of a hash; a pair of zeros is free. */
function newSegment(): Uint32Array {
  return new Uint32Array(SEGMENT_SLOTS * 2);
}

function isFree(segment: Uint32Array, at: number): boolean {
  return segment[at] === 0 && segment[at + 1] === 0;
}

/** The slot of the hash, or the free one in which it belongs. */
function slotOf(segment: Uint32Array, first: number, second: number): number {
  const mask = segment.length - 1;
  let at = (first * 2) & mask;
  while (!isFree(segment, at)) {
    if (segment[at] === first && segment[at + 1] === second) return at;
    at = (at + 2) & mask;
  }
  return at;
}

/** Of this module: looking up a global takes longer than hashing where code runs in a sandbox. */
const {imul} = Math;

/** Two independent multiplicative hashes of 32 bits; ids are no secrets, so speed decides. */
export function idHash(text: string): [number, number] {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = imul(first ^ unit, 2_654_435_761);
    second = imul(second ^ unit, 1_597_334_677);
  }
  return [mix(first ^ (second >>> 15)), mix(second ^ (first >>> 13))];
}

function mix(value: number): number {
  let mixed = imul(value ^ (value >>> 16), 2_246_822_507);
  mixed = imul(mixed ^ (mixed >>> 13), 3_266_489_909);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
