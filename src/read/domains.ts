import {MAX_OR_CLAUSES, endsWithAny} from '../graph/query';

/** Stands for every domain. */
export const EVERYONE = '*';

/**
 * Which users belong to the configured domains: those whose user principal name ends in `@domain`,
 * whatever the capitals. With `*` everyone does, also who has no name at all.
 */
export class Domains {
  private readonly endings: string[];
  readonly everyone: boolean;

  /** `names` are lower-case domain names, or only `*`. */
  constructor(readonly names: readonly string[]) {
    this.everyone = names.includes(EVERYONE);
    this.endings = names.map((name) => `@${name}`);
  }

  has(userPrincipalName: unknown): boolean {
    if (this.everyone) return true;
    if (typeof userPrincipalName !== 'string') return false;
    const name = userPrincipalName.toLowerCase();
    return this.endings.some((ending) => name.endsWith(ending));
  }

  /** The filters that together list these users, each within Graph's limit; one `undefined` lists all. */
  filters(field: string): (string | undefined)[] {
    if (this.everyone) return [undefined];
    const filters: string[] = [];
    for (let from = 0; from < this.endings.length; from += MAX_OR_CLAUSES) {
      filters.push(endsWithAny(field, this.endings.slice(from, from + MAX_OR_CLAUSES)));
    }
    return filters;
  }
}
