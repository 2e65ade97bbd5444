/** GET /users/delta: links in, links out; the rounds themselves are in delta.ts. */
import {DeltaRounds} from '../delta';
import type {Position, RoundQuery} from '../delta';
import {badRequest, expiredPageToken, GraphError, unsupportedQuery} from '../graph-errors';
import {clausesOf, parseFilter} from '../odata-filter';
import {linkTo, readOptions, readSelect} from '../odata-query';
import type {Answer, Call, Route} from '../router';
import {USER_READERS} from './users';

const PATH = '/v1.0/users/delta';
const MAX_IDS = 50;
const LINK_LIFETIME_MS = 30 * 86_400_000;

/** The query as it travels in links. */
interface Asked {
  select?: string;
  ids?: readonly string[];
}

interface PageToken {
  kind: 'page';
  asked: Asked;
  position: Position;
  epoch: number;
}

interface DeltaToken {
  kind: 'delta';
  asked: Asked;
  version: number;
  epoch: number;
  atMs: number;
  serial: number;
}

function rounds(call: Call): DeltaRounds {
  const {directory, seed, deltaPageSize, emptyDeltaPages} = call.tenant;
  const {silentFirstRounds, staleDeltaRows} = call.tenant;
  return new DeltaRounds({
    directory,
    seed,
    pageSize: deltaPageSize,
    emptyPages: emptyDeltaPages,
    silentFirst: silentFirstRounds,
    staleRows: staleDeltaRows,
  });
}

/** The only filter: some users by id. */
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

function readAsked(call: Call): Asked {
  // $top is not refused, it has no effect.
  const options = readOptions(call, ['$select', '$filter', '$top', '$deltatoken']);
  const {$select: select, $filter} = options;
  if (readSelect(select).includes('signInActivity')) throw unsupportedQuery();
  const ids = readIds($filter);
  return {...(select !== undefined && {select}), ...(ids && {ids})};
}

function toQuery({select, ids}: Asked): RoundQuery {
  const fields = readSelect(select);
  return {fields, tracked: select === undefined ? undefined : fields, ids};
}

function expiredDelta(call: Call, {asked}: DeltaToken): GraphError {
  const empty = {...(asked.select && {$select: asked.select}), $deltatoken: ''};
  const gone = (status: number, code: string, message: string): GraphError =>
    new GraphError(status, code, message);
  switch (call.tenant.deltaExpiry) {
    case '410':
      return gone(410, 'resyncRequired', 'Resync required.').with({
        location: linkTo(call, PATH, empty),
      });
    case 'syncStateNotFound':
      return gone(404, 'syncStateNotFound', 'The sync state generation is not found.');
    case 'syncStateNotFound400':
      return gone(400, 'SyncStateNotFound', 'The sync state generation is not found.');
    case 'older30':
      return unsupportedQuery('DeltaLink older than 30 days is not supported.');
  }
}

function openDeltaToken(call: Call, text: string): DeltaToken {
  const token = call.tenant.seals.open(text) as DeltaToken | undefined;
  if (token?.kind !== 'delta') throw badRequest('Badly formed token.');
  if (token.epoch < call.tenant.deltaEpoch) throw expiredDelta(call, token);
  // From an earlier life of the tenant, which had seen more changes than this one.
  if (token.version > call.tenant.directory.version) {
    throw new GraphError(404, 'syncStateNotFound', 'The sync state generation is not found.');
  }
  if (call.tenant.now() - token.atMs > LINK_LIFETIME_MS) {
    throw unsupportedQuery('DeltaLink older than 30 days is not supported.');
  }
  return token;
}

function openPageToken(call: Call, text: string): PageToken {
  const token = call.tenant.seals.open(text) as PageToken | undefined;
  if (token?.kind !== 'page' || token.epoch < call.tenant.pageEpoch) throw expiredPageToken();
  return token;
}

/** The whole query is in the token: a link that something was added to is not one of ours. */
function refuseAdditions(call: Call, name: '$skiptoken' | '$deltatoken'): void {
  readOptions(call, [name]);
}

function deltaLink(call: Call, asked: Asked, version: number): string {
  const {tenant} = call;
  tenant.deltaLinks += 1;
  const token: DeltaToken = {
    kind: 'delta',
    asked,
    version,
    epoch: tenant.deltaEpoch,
    atMs: tenant.now(),
    serial: tenant.deltaLinks,
  };
  return linkTo(call, PATH, {$deltatoken: tenant.seals.seal(token)});
}

function answer(call: Call, asked: Asked, position: Position): Answer {
  const {rows, following, until} = rounds(call).page(toQuery(asked), position);
  const context = `${call.tenant.url}/v1.0/$metadata#users`;
  if (!following) {
    const link = deltaLink(call, asked, until);
    return {body: {'@odata.context': context, '@odata.deltaLink': link, value: rows}};
  }
  const epoch = call.tenant.pageEpoch;
  const token: PageToken = {kind: 'page', asked, position: following, epoch};
  const link = linkTo(call, PATH, {$skiptoken: call.tenant.seals.seal(token)});
  return {body: {'@odata.context': context, '@odata.nextLink': link, value: rows}};
}

function usersDelta(call: Call): Answer {
  const skipToken = call.query.get('$skiptoken');
  if (skipToken !== null) {
    refuseAdditions(call, '$skiptoken');
    const token = openPageToken(call, skipToken);
    return answer(call, token.asked, token.position);
  }
  const deltaToken = call.query.get('$deltatoken');
  if (deltaToken === null || deltaToken === '') {
    return answer(call, readAsked(call), rounds(call).begin());
  }
  if (deltaToken === 'latest') {
    const link = deltaLink(call, readAsked(call), call.tenant.directory.version);
    const context = `${call.tenant.url}/v1.0/$metadata#users`;
    return {body: {'@odata.context': context, '@odata.deltaLink': link, value: []}};
  }
  refuseAdditions(call, '$deltatoken');
  const token = openDeltaToken(call, deltaToken);
  return answer(call, token.asked, rounds(call).begin(token.version));
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: PATH,
    anyOf: USER_READERS,
    handle: usersDelta,
  },
];
