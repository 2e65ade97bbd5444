/** Query options: which are allowed, values of $select and $top, and the links that repeat them. */
import {createHash} from 'node:crypto';
import type {RouteResponse, RouteRequest} from './router';
import {
  badRequest,
  expiredPageToken,
  linkTooLong,
  notListable,
  unknownProperty,
} from './graph-errors';
import {unsupportedQuery} from './graph-errors';
import {DEFAULT_FIELDS, OWN_FIELDS, SINGLE_USER_FIELDS} from './user';
import type {UserField} from './user';
import {USER_FIELDS} from './user-generator';

export type Options = Readonly<Record<string, string>>;

const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  USER_FIELDS.filter((field) => !OWN_FIELDS.has(field)),
);
const DEFAULT_PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 999;

/** The system query options of a request. Graph ignores other parameters. */
export function readOptions(request: RouteRequest, allowed: readonly string[]): Options {
  const options: Record<string, string> = {};
  for (const [name, value] of request.query) {
    if (!name.startsWith('$')) continue;
    if (name === '$skip') throw badRequest("'$skip' is not supported by the service.");
    if (!allowed.includes(name)) throw unsupportedQuery();
    if (name in options) throw badRequest(`Query option '${name}' was specified more than once.`);
    options[name] = value;
  }
  return options;
}

function isUserField(name: string): name is UserField {
  return KNOWN_FIELDS.has(name);
}

export function readSelect(select: string | undefined): readonly UserField[] {
  if (select === undefined) return DEFAULT_FIELDS;
  const names = select.split(',').map((name) => name.trim());
  if (names.some((name) => SINGLE_USER_FIELDS.has(name))) throw notListable();
  const fields: UserField[] = [];
  for (const name of new Set(names)) {
    if (!isUserField(name)) throw unknownProperty(name);
    fields.push(name);
  }
  return fields;
}

/** More than its links can repeat. */
const MAX_SELECTED = 25;
const MAX_SELECT_LENGTH = 500;

/** The first page of a longer list of properties comes, and its link leads nowhere. */
export function refuseLongLink(select: string | undefined): void {
  if (select === undefined) return;
  const isShort = select.split(',').length <= MAX_SELECTED && select.length < MAX_SELECT_LENGTH;
  if (!isShort) throw linkTooLong();
}

export function readTop(top: string | undefined, max: number = MAX_PAGE_SIZE): number {
  if (top === undefined) return Math.min(DEFAULT_PAGE_SIZE, max);
  if (!/^-?\d+$/.test(top)) throw badRequest(`Invalid value '${top}' for $top query option.`);
  const size = Number(top);
  if (size >= 1 && size <= max) return size;
  throw unsupportedQuery(
    `Invalid page size specified: '${top}'. Must be between 1 and ${max} inclusive.`,
  );
}

/** Leaves commas, dollars and slashes unencoded, as Graph's own links do. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%24/g, '$').replace(/%2F/g, '/');
}

export function linkTo(request: RouteRequest, path: string, options: Options): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${encode(value)}`);
  return `${request.tenant.url}${path}?${query.join('&')}`;
}

interface PageToken {
  /** A hash, because the link repeats the query already. */
  queryHash: string;
  position: number;
  epoch: number;
  /** Makes the link of an endless list another one each time. */
  serial?: number;
}

/** Independent of the order of the options. */
function hashOf(path: string, options: Options): string {
  const queryHash = JSON.stringify([path, Object.entries(options).sort()]);
  return createHash('sha256').update(queryHash).digest('base64url');
}

function withoutToken(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== '$skiptoken'));
}

/** Index of the first row: 0, or the position in the token. A changed link is refused. */
export function startOfPage(request: RouteRequest, options: Options): number {
  const {$skiptoken} = options;
  if ($skiptoken === undefined) return 0;
  refuseLongLink(options['$select']);
  const token = request.tenant.sealedTokens.open($skiptoken) as PageToken | undefined;
  const queryHash = hashOf(request.path, withoutToken(options));
  if (token?.queryHash !== queryHash) throw expiredPageToken();
  if (token.epoch < request.tenant.pageEpoch) throw expiredPageToken();
  return token.position;
}

export interface Listing {
  context: string;
  options: Options;
  top: number;
  /** The first index at or after `from` that belongs to the list. */
  next(from: number): number | undefined;
  row(index: number): object;
  /** On the first page only. */
  count?: (() => number) | undefined;
}

function repeatRows(rows: object[], listing: Listing, start: number): void {
  const last = rows.at(-1);
  const first = start > 0 ? listing.next(0) : undefined;
  if (first !== undefined) rows.unshift(listing.row(first));
  if (last) rows.push(last);
}

function nextPosition(
  {tenant}: RouteRequest,
  position: number,
  start: number,
): Omit<PageToken, 'queryHash'> {
  const {pageEpoch: epoch} = tenant;
  if (!tenant.quirks.has('endless-lists')) return {position, epoch};
  tenant.endlessLinks += 1;
  return {position: start, epoch, serial: tenant.endlessLinks};
}

export function listResponse(request: RouteRequest, listing: Listing): RouteResponse {
  const options = withoutToken(listing.options);
  const start = startOfPage(request, listing.options);
  const size = Math.min(listing.top, request.tenant.listPageSize);
  const rows: object[] = [];
  let position = listing.next(start);
  while (position !== undefined && rows.length < size) {
    rows.push(listing.row(position));
    position = listing.next(position + 1);
  }
  if (request.tenant.quirks.has('repeated-rows')) repeatRows(rows, listing, start);
  if (request.tenant.quirks.has('endless-lists')) position ??= listing.next(0);
  const {tenant, path} = request;
  const body: Record<string, unknown> = {
    '@odata.context': `${tenant.url}/v1.0/$metadata#${listing.context}`,
  };
  if (listing.count && start === 0) body['@odata.count'] = listing.count();
  if (position !== undefined) {
    const queryHash = hashOf(path, options);
    const token: PageToken = {queryHash, ...nextPosition(request, position, start)};
    const $skiptoken = tenant.sealedTokens.seal(token);
    body['@odata.nextLink'] = linkTo(request, path, {...options, $skiptoken});
  }
  return {body: {...body, value: rows}};
}
