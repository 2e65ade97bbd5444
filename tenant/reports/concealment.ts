/** Pseudonyms in place of names, where the tenant conceals names in reports. */
import {createHash} from 'node:crypto';

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

type Kind = 'principal' | 'display';

/** What stands in place of a name. Microsoft documents none of them; all have been seen. */
const NOTATIONS = {
  md5: (md5) => md5.toUpperCase(),
  'md5-lower': (md5) => md5,
  sha256: (md5) => createHash('sha256').update(md5).digest('hex'),
  base64: (md5) => createHash('sha256').update(md5).digest('base64'),
  guid: (md5) => md5.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  pii: (md5, kind) => `<PII:H105(${md5})>${kind === 'principal' ? '@contoso.com' : ''}`,
  unknown: () => '(Unknown)',
  blank: () => '',
} satisfies Record<string, (md5: string, kind: Kind) => string>;

export type ConcealmentNotation = keyof typeof NOTATIONS;

export const CONCEALMENT_NOTATIONS = Object.keys(NOTATIONS) as ConcealmentNotation[];

/** The same name always has the same hash; a principal name and a display name never share one. */
export class Concealment {
  readonly #seed: number;
  readonly #notation: ConcealmentNotation;

  constructor(seed: number, notation: ConcealmentNotation = 'md5') {
    this.#seed = seed;
    this.#notation = notation;
  }

  hash(kind: Kind, name: string): string {
    if (name === '') return '';
    const text = `${this.#seed} ${kind} ${name.toLowerCase()}`;
    return NOTATIONS[this.#notation](createHash('md5').update(text).digest('hex'), kind);
  }

  /** In the usual notation the address of a site is empty, in others it has a hash of its own. */
  siteUrl(url: string): string {
    return this.#notation === 'md5' ? '' : this.hash('display', url);
  }
}
