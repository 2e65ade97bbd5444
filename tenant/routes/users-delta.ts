/** GET /users/delta: reads and issues links; the rounds are in delta.ts. */
import {DeltaRounds} from '../delta';
import type {Position, RoundQuery} from '../delta';
import {badRequest, expiredPageToken, GraphError, unsupportedQuery} from '../graph-errors';
import {clausesOf, parseFilter} from '../odata-filter';
import {linkTo, readOptions, readSelect, refuseLongLink} from '../odata-query';
import type {RouteResponse, RouteRequest, Route} from '../router';
import type {UserField} from '../user';
import {USER_READERS} from './users';

const PATH = '/v1.0/users/delta';
const MAX_IDS = 50;
const LINK_LIFETIME_MS = 30 * 86_400_000;

/** The query as links carry it. */
interface DeltaQuery {
  select?: string;
  ids?: readonly string[];
}

interface PageToken {
  kind: 'page';
  deltaQuery: DeltaQuery;
  position: Position;
  epoch: number;
}

interface DeltaToken {
  kind: 'delta';
  deltaQuery: DeltaQuery;
  version: number;
  epoch: number;
  atMs: number;
  serial: number;
}

function rounds(request: RouteRequest): DeltaRounds {
  const {directory, seed, deltaPageSize, emptyDeltaPages} = request.tenant;
  const {firstRoundsOmitDeleted, staleDeltaRows} = request.tenant;
  return new DeltaRounds({
    directory,
    seed,
    pageSize: deltaPageSize,
    emptyPages: emptyDeltaPages,
    firstRoundOmitsDeleted: firstRoundsOmitDeleted,
    staleRows: staleDeltaRows,
    thinRows: request.tenant.quirks.has('thin-delta-rows'),
    leavesOutManagers: request.tenant.quirks.has('delta-rows-without-manager'),
  });
}

/** The only supported filter: users by id. */
function readIds(filter: string | undefined): string[] | undefined {
  if (filter === undefined) return undefined;
  const parsed = parseFilterOfIds(filter);
  if (parsed.length > MAX_IDS) throw unsupportedQuery();
  return parsed;
}

function parseFilterOfIds(filter: string): string[] {
  const clauses = filter.split(/ or /i).flatMap((part) => clausesOf(parseFilter(part)));
  return clauses.map((clause) => {
    if (clause.kind === 'eq' && clause.path === 'id') return String(clause.value);
    throw unsupportedQuery();
  });
}

/** Beside properties, `manager` can be selected here. */
function readDeltaSelect(select: string | undefined): readonly UserField[] {
  const names = select?.split(',') ?? [];
  const properties = names.filter((name) => name !== 'manager');
  if (properties.length === names.length) return readSelect(select);
  return [...(properties.length > 0 ? readSelect(properties.join()) : []), 'managerId'];
}

function readDeltaQuery(request: RouteRequest): DeltaQuery {
  // Graph accepts $top and ignores it.
  const options = readOptions(request, ['$select', '$filter', '$top', '$deltatoken']);
  const {$select: select, $filter} = options;
  if (readDeltaSelect(select).includes('signInActivity')) throw unsupportedQuery();
  const ids = readIds($filter);
  return {...(select !== undefined && {select}), ...(ids && {ids})};
}

function toQuery({select, ids}: DeltaQuery): RoundQuery {
  const fields = readDeltaSelect(select);
  return {fields, tracked: select === undefined ? undefined : fields, ids};
}

function expiredDelta(request: RouteRequest, {deltaQuery}: DeltaToken): GraphError {
  const empty = {...(deltaQuery.select && {$select: deltaQuery.select}), $deltatoken: ''};
  const gone = (status: number, code: string, message: string): GraphError =>
    new GraphError(status, code, message);
  switch (request.tenant.deltaExpiry) {
    case '410':
      return gone(410, 'resyncRequired', 'Resync required.').with({
        location: linkTo(request, PATH, empty),
      });
    case 'syncStateNotFound':
      return gone(404, 'syncStateNotFound', 'The sync state generation is not found.');
    case 'syncStateNotFound400':
      return gone(400, 'SyncStateNotFound', 'The sync state generation is not found.');
    case 'older30':
      return unsupportedQuery('DeltaLink older than 30 days is not supported.');
  }
}

function openDeltaToken(request: RouteRequest, text: string): DeltaToken {
  const token = request.tenant.sealedTokens.open(text) as DeltaToken | undefined;
  if (token?.kind !== 'delta') throw badRequest('Badly formed token.');
  refuseLongLink(token.deltaQuery.select);
  if (token.epoch < request.tenant.deltaEpoch) throw expiredDelta(request, token);
  // From an earlier run of the tenant that had more changes.
  if (token.version > request.tenant.directory.version) {
    throw new GraphError(404, 'syncStateNotFound', 'The sync state generation is not found.');
  }
  if (request.tenant.now() - token.atMs > LINK_LIFETIME_MS) {
    throw unsupportedQuery('DeltaLink older than 30 days is not supported.');
  }
  return token;
}

function openPageToken(request: RouteRequest, text: string): PageToken {
  const token = request.tenant.sealedTokens.open(text) as PageToken | undefined;
  if (token?.kind !== 'page' || token.epoch < request.tenant.pageEpoch) throw expiredPageToken();
  refuseLongLink(token.deltaQuery.select);
  return token;
}

/** The token contains the whole query: a link with added options is refused. */
function refuseAdditions(request: RouteRequest, name: '$skiptoken' | '$deltatoken'): void {
  readOptions(request, [name]);
}

function deltaLink(request: RouteRequest, deltaQuery: DeltaQuery, version: number): string {
  const {tenant} = request;
  tenant.deltaLinks += 1;
  const token: DeltaToken = {
    kind: 'delta',
    deltaQuery,
    version,
    epoch: tenant.deltaEpoch,
    atMs: tenant.now(),
    serial: tenant.deltaLinks,
  };
  return linkTo(request, PATH, {$deltatoken: tenant.sealedTokens.seal(token)});
}

function pageResponse(
  request: RouteRequest,
  deltaQuery: DeltaQuery,
  position: Position,
): RouteResponse {
  const {rows, following, until} = rounds(request).page(toQuery(deltaQuery), position);
  const context = `${request.tenant.url}/v1.0/$metadata#users`;
  if (!following) {
    const link = deltaLink(request, deltaQuery, until);
    return {body: {'@odata.context': context, '@odata.deltaLink': link, value: rows}};
  }
  const epoch = request.tenant.pageEpoch;
  const token: PageToken = {kind: 'page', deltaQuery, position: following, epoch};
  const link = linkTo(request, PATH, {$skiptoken: request.tenant.sealedTokens.seal(token)});
  return {body: {'@odata.context': context, '@odata.nextLink': link, value: rows}};
}

/** Answers to a delta link of an earlier round that people have met. */
function refuseByQuirk({tenant: {quirks}}: RouteRequest): void {
  if (quirks.has('delta-links-unknown')) throw badRequest('Badly formed token.');
  if (quirks.has('delta-links-time-out')) throw new GraphError(504, 'UnknownError', '');
}

function usersDelta(request: RouteRequest): RouteResponse {
  const skipToken = request.query.get('$skiptoken');
  if (skipToken !== null) {
    refuseAdditions(request, '$skiptoken');
    const token = openPageToken(request, skipToken);
    return pageResponse(request, token.deltaQuery, token.position);
  }
  const deltaToken = request.query.get('$deltatoken');
  if (deltaToken === null || deltaToken === '') {
    return pageResponse(request, readDeltaQuery(request), rounds(request).begin());
  }
  if (deltaToken === 'latest') {
    const link = deltaLink(request, readDeltaQuery(request), request.tenant.directory.version);
    const context = `${request.tenant.url}/v1.0/$metadata#users`;
    return {body: {'@odata.context': context, '@odata.deltaLink': link, value: []}};
  }
  refuseByQuirk(request);
  refuseAdditions(request, '$deltatoken');
  const token = openDeltaToken(request, deltaToken);
  return pageResponse(request, token.deltaQuery, rounds(request).begin(token.version));
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: PATH,
    anyOf: USER_READERS,
    handle: usersDelta,
  },
];
