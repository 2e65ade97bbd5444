/**
 * Builds the first URL of a list; every further one is a link of Graph.
 * https://learn.microsoft.com/graph/query-parameters
 */

export interface ListQuery {
  select?: readonly string[];
  expand?: string;
  filter?: string;
  /** Sends a filter without `$count`, as no advanced query. */
  isPlain?: boolean;
  top?: number;
  /** Of a delta query: only the link to what changes from now on. */
  deltaToken?: 'latest';
}

/** Lists with a filter need this header on every page, the linked ones too, and `$count=true`. */
export const ADVANCED_QUERY_HEADERS = {ConsistencyLevel: 'eventual'};

/** The number of the objects in a list comes as a text and is refused as JSON. */
export const COUNT_HEADERS = {...ADVANCED_QUERY_HEADERS, Accept: 'text/plain'};

/** The service takes no more `or` clauses in one filter. */
export const MAX_OR_CLAUSES = 15;

/** `base` ends in the version, such as `https://graph.microsoft.com/v1.0`. */
export function listUrl(
  base: string,
  path: string,
  {select, expand, filter, isPlain = false, top, deltaToken}: ListQuery,
): string {
  const options = [
    select && `$select=${select.join(',')}`,
    expand && `$expand=${expand}`,
    filter && `$filter=${encodeFilter(filter)}`,
    filter && !isPlain && '$count=true',
    top !== undefined && `$top=${top}`,
    deltaToken && `$deltatoken=${deltaToken}`,
  ].filter(Boolean);
  return `${base}${path}${options.length > 0 ? '?' : ''}${options.join('&')}`;
}

/** `startsWith(field,'a') or startsWith(field,'b')`. */
export function startsWithAny(field: string, beginnings: readonly string[]): string {
  return beginnings.map((text) => `startsWith(${field},${quote(text)})`).join(' or ');
}

/** What the filter leaves out; in advanced queries only. */
export function not(filter: string): string {
  return `not(${filter})`;
}

/** `endsWith(field,'a') or endsWith(field,'b')`. */
export function endsWithAny(field: string, endings: readonly string[]): string {
  return endings.map((ending) => `endsWith(${field},${quote(ending)})`).join(' or ');
}

/** `field eq 'a' or field eq 'b'`; Graph needs no advanced query for it. */
export function equalsAny(field: string, values: readonly string[]): string {
  return values.map((value) => `${field} eq ${quote(value)}`).join(' or ');
}

/** `time` in epoch milliseconds; Graph compares whole seconds. */
export function since(field: string, time: number): string {
  return `${field} ge ${new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function encodeFilter(filter: string): string {
  return encodeURIComponent(filter).replaceAll('%2C', ',').replaceAll('%2F', '/');
}
