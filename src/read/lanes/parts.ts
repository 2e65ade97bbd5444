/**
 * Parts of a list of users, by the first characters of their names. Graph compares names by
 * `startsWith` without regard to case, and by no order, so a part names its characters.
 * https://learn.microsoft.com/graph/aad-advanced-queries#user-properties
 */
import {MAX_OR_CLAUSES, not, startsWithAny} from '../../graph/query';

/** So many parts are read at the same time. */
export const LANES = 6;

/** Small parts at the end even out what the estimate gets wrong, but each of them ends in a short page. */
const SMALL_PARTS_OF_LONG_LIST = 4;
const MIN_USERS_OF_LONG_LIST = 40_000;

/**
 * About how many of a hundred given names begin with each letter. A sample of a list that is sorted
 * by names says little.
 */
const USUAL_SHARES: Readonly<Record<string, number>> = {
  ...{a: 10, j: 10, m: 10, s: 8, c: 7, d: 6, l: 6, r: 6, b: 5, e: 5, k: 5, t: 4, g: 3, h: 3},
  ...{n: 3, p: 3, f: 2, i: 2, v: 2, o: 1, q: 1, u: 1, w: 1, x: 1, y: 1, z: 1},
};

/** How many users of a sample the usual shares are worth. */
const USUAL_WEIGHT = 2;

/** Those whose names begin with one of the characters, or, in the rest, with none of them. */
export interface ListPart {
  characters: readonly string[];
  isRest: boolean;
}

interface Draft {
  characters: string[];
  weight: number;
}

/** How often names begin with each character. */
export class FirstCharacters {
  private readonly counts = new Map<string, number>(
    Object.entries(USUAL_SHARES).map(([letter, share]) => [letter, share * USUAL_WEIGHT]),
  );

  add(name: unknown): void {
    if (typeof name !== 'string' || name === '') return;
    const character = name[0]!.toLowerCase();
    this.counts.set(character, (this.counts.get(character) ?? 0) + 1);
  }

  /** The most frequent ones first. */
  get shares(): [character: string, weight: number][] {
    return [...this.counts].sort(
      ([one, weight], [other, another]) => another - weight || (one < other ? -1 : 1),
    );
  }
}

/**
 * Splits a list so that each of its users lies in exactly one part, the largest part first. All
 * parts together name no more characters than one filter can, because the rest names them all.
 */
export function partsOf({shares}: FirstCharacters, users: number): ListPart[] {
  const named = shares.filter(([character]) => isPlain(character)).slice(0, MAX_OR_CLAUSES);
  const unnamed = shares.filter((share) => !named.includes(share));
  const smallOnes = users < MIN_USERS_OF_LONG_LIST ? 0 : SMALL_PARTS_OF_LONG_LIST;
  const small = named.splice(named.length - smallOnes).map(draftOf);
  const rest: Draft = {characters: [], weight: sumOf(unnamed)};
  const others = Array.from({length: LANES - 1}, (): Draft => ({characters: [], weight: 0}));
  for (const [character, weight] of named) {
    const lightest = [rest, ...others].reduce((one, other) =>
      other.weight < one.weight ? other : one,
    );
    lightest.characters.push(character);
    lightest.weight += weight;
  }
  const large = others.filter(({characters}) => characters.length > 0);
  return toParts(rest, [...large, ...small]);
}

function draftOf([character, weight]: [character: string, weight: number]): Draft {
  return {characters: [character], weight};
}

/** What falls to the rest need not be named. */
function toParts(rest: Draft, others: readonly Draft[]): ListPart[] {
  const namedByOthers = others.flatMap(({characters}) => characters);
  return [rest, ...others]
    .sort((one, other) => other.weight - one.weight)
    .map((draft) =>
      draft === rest
        ? {characters: namedByOthers, isRest: true}
        : {characters: draft.characters, isRest: false},
    );
}

/** For `$filter` of an advanced query. */
export function filterOfPart(field: string, {characters, isRest}: ListPart): string {
  const begins = startsWithAny(field, characters);
  return isRest ? not(begins) : begins;
}

/** Of other characters it is not known what Graph takes for the same one. */
function isPlain(character: string): boolean {
  return /^[\x21-\x7e]$/.test(character);
}

function sumOf(shares: readonly [character: string, weight: number][]): number {
  return shares.reduce((sum, [, weight]) => sum + weight, 0);
}
