/**
 * Seeded random values. Every property of a generated user is a hash of (seed, index, salt), so a
 * million users need no memory and the same seed always gives the same tenant.
 */

/** All that the properties of a generated user are derived from. */
export interface UserSeed {
  readonly seed: number;
  readonly index: number;
  /** Dates are offsets back from the start of the tenant (epoch milliseconds). */
  readonly startMs: number;
}

// Held here because in jest's sandbox looking up `Math` costs more than the arithmetic.
const {imul} = Math;

/** The 32-bit finaliser of MurmurHash3: well distributed and invertible. */
export function mix(value: number): number {
  let h = value | 0;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function unmix(value: number): number {
  let h = value | 0;
  h = imul(h ^ (h >>> 16), 0x7ed1b41d);
  h = imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An integer from 0 to `bound` - 1; the values of different salts are independent. */
export function randomInt(
  userSeed: {seed: number; index: number},
  salt: number,
  bound: number,
): number {
  return mix(userSeed.index ^ mix(userSeed.seed + imul(salt, 0x9e3779b1))) % bound;
}

export function pickFrom<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}

const BYTES = Array.from({length: 256}, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex16(value: number): string {
  return `${BYTES[(value >>> 8) & 255]}${BYTES[value & 255]}`;
}

/** A GUID in the random (version 4) layout whose first 32 bits are `head`. */
export function guid(head: number): string {
  const b = mix(head ^ 0x2545f491);
  const c = mix(head ^ 0x6c8e9cf5);
  const d = mix(head ^ 0x1b873593);
  const version = hex16(((b >>> 16) & 0x0fff) | 0x4000);
  const variant = hex16((c & 0x3fff) | 0x8000);
  const node = `${hex16(c >>> 16)}${hex16(d >>> 16)}${hex16(d)}`;
  return `${hex16(head >>> 16)}${hex16(head)}-${hex16(b)}-${version}-${variant}-${node}`;
}

/** Ids look random, but their index can be computed back, which saves a table of a million ids. */
export function userId(userSeed: {seed: number; index: number}): string {
  return guid(mix(userSeed.index ^ mix(userSeed.seed ^ 0x51ed270b)));
}

/** The index behind an id, or undefined when this seed never made that id. */
export function indexOfId(seed: number, id: string): number | undefined {
  const index = (unmix(parseInt(id.slice(0, 8), 16)) ^ mix(seed ^ 0x51ed270b)) >>> 0;
  return userId({seed, index}) === id ? index : undefined;
}
