/**
 * Parses the part of OData's $filter that the tenant supports: and, or, not, parentheses, startsWith,
 * endsWith, eq, ne, ge, le.
 */
import {badRequest, notIndexed, unsupportedQuery} from './graph-errors';

export type Literal = string | number | boolean | null;

type Comparison = 'eq' | 'ne' | 'ge' | 'le';

type TextFunction = 'startsWith' | 'endsWith';

/** `not` has one part. */
export type Filter =
  | {kind: 'and' | 'or' | 'not'; parts: Filter[]}
  | {kind: TextFunction; path: string; value: string}
  | {kind: Comparison; path: string; value: Literal};

const MAX_OR_CLAUSES = 15;
const TOKEN = /\s*(\(|\)|,|'(?:[^']|'')*'|[^\s(),']+)/gy;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

class TokenReader {
  readonly #tokens: string[];
  #place = 0;

  constructor(text: string) {
    this.#tokens = [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
    const read = [...text.matchAll(TOKEN)].reduce((sum, match) => sum + match[0].length, 0);
    if (read !== text.trimEnd().length) throw invalidFilter();
  }

  peek(): string {
    return this.#tokens[this.#place] ?? '';
  }

  next(): string {
    this.#place += 1;
    return this.#tokens[this.#place - 1] ?? '';
  }

  take(token: string): boolean {
    const found = this.peek().toLowerCase() === token;
    if (found) this.#place += 1;
    return found;
  }

  expect(token: string): void {
    if (!this.take(token)) throw invalidFilter();
  }
}

function invalidFilter(): Error {
  return badRequest('Invalid filter clause');
}

function readString(token: string): string {
  if (!token.startsWith("'")) throw invalidFilter();
  return token.slice(1, -1).replaceAll("''", "'");
}

function readLiteral(token: string): Literal {
  if (token.startsWith("'")) return readString(token);
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'null') return null;
  if (/^\d+$/.test(token)) return Number(token);
  if (DATE_TIME.test(token) && !Number.isNaN(Date.parse(token))) return token;
  throw invalidFilter();
}

function isComparison(operator: string): operator is Comparison {
  return ['eq', 'ne', 'ge', 'le'].includes(operator);
}

const TEXT_FUNCTIONS: readonly TextFunction[] = ['startsWith', 'endsWith'];

function readClause(reader: TokenReader): Filter {
  if (reader.take('not')) return {kind: 'not', parts: [readClause(reader)]};
  if (reader.take('(')) {
    const inner = readList(reader, 'or');
    reader.expect(')');
    return inner;
  }
  const kind = TEXT_FUNCTIONS.find((name) => reader.take(name.toLowerCase()));
  if (kind) {
    reader.expect('(');
    const path = reader.next();
    reader.expect(',');
    const value = readString(reader.next());
    reader.expect(')');
    return {kind, path, value};
  }
  const path = reader.next();
  const operator = reader.next().toLowerCase();
  if (operator === '(' || operator === 'in') throw notIndexed();
  if (!isComparison(operator)) throw invalidFilter();
  return {kind: operator, path, value: readLiteral(reader.next())};
}

/** Whether the test of a filter holds, given how its parts are tested. */
export function combine<Tested>(
  kind: 'and' | 'or' | 'not',
  tests: readonly ((tested: Tested) => boolean)[],
): (tested: Tested) => boolean {
  if (kind === 'not') return (tested) => !tests.some((test) => test(tested));
  return kind === 'and'
    ? (tested) => tests.every((test) => test(tested))
    : (tested) => tests.some((test) => test(tested));
}

function readList(reader: TokenReader, kind: 'and' | 'or'): Filter {
  const readPart = (): Filter => (kind === 'or' ? readList(reader, 'and') : readClause(reader));
  const parts = [readPart()];
  while (reader.take(kind)) parts.push(readPart());
  if (kind === 'or' && parts.length > MAX_OR_CLAUSES) {
    throw unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ` +
        `${parts.length}. Max allowed: ${MAX_OR_CLAUSES}.`,
    );
  }
  return parts.length === 1 && parts[0] ? parts[0] : {kind, parts};
}

export function parseFilter(text: string): Filter {
  const reader = new TokenReader(text);
  const filter = readList(reader, 'or');
  if (reader.peek() !== '') throw invalidFilter();
  return filter;
}

/** The comparisons of a filter, without and/or/not. */
export function clausesOf(filter: Filter): Exclude<Filter, {parts: Filter[]}>[] {
  return 'parts' in filter ? filter.parts.flatMap(clausesOf) : [filter];
}

/** Whether it negates anything, which Graph does in advanced queries only. */
export function usesNot(filter: Filter): boolean {
  return 'parts' in filter && (filter.kind === 'not' || filter.parts.some(usesNot));
}
