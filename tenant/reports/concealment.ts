/** Pseudonyms in place of names, where the tenant conceals names in reports. */
import {createHash} from 'node:crypto';

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** The same name always has the same hash; a principal name and a display name never share one. */
export class Concealment {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  hash(kind: 'principal' | 'display', name: string): string {
    if (name === '') return '';
    const text = `${this.#seed} ${kind} ${name.toLowerCase()}`;
    return createHash('md5').update(text).digest('hex').toUpperCase();
  }
}
