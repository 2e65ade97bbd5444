/** So many of the items, drawn without repetition; the same ones for the same seed. */
export function sample<T>(items: readonly T[], size: number, seed: number): T[] {
  const rest = [...items];
  const random = numbersFrom(seed);
  const drawn: T[] = [];
  while (drawn.length < size && rest.length > 0)
    drawn.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return drawn;
}

/** Mulberry32: numbers from 0 to 1 that a seed determines. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
