/** GET /users, /users/$count and the deleted users. */
import {authorizeEntraReporting} from '../entra-reporting';
import {isAdvanced, isEventual, wantsCount} from '../advanced-query';
import {badRequest, expiredPageToken, GraphError, unsupportedQuery} from '../graph-errors';
import {listResponse, MAX_PAGE_SIZE, readOptions, readSelect, readTop} from '../odata-query';
import type {Options} from '../odata-query';
import type {Directory} from '../directory';
import type {RouteResponse, RouteRequest, Route} from '../router';
import type {UserField} from '../user';
import {reference, typeAnnotation} from '../user';
import {MAX_EXPANDED_PAGE_SIZE, readExpansion, refuseAdvancedExpansion} from '../expansion';
import {userFilter} from '../user-filter';
import type {UserFilter} from '../user-filter';

/** All permissions that Graph lists for users, without those for the basic profile only. */
export const USER_READERS = [
  'User.Read.All',
  'Directory.Read.All',
  'User.ReadWrite.All',
  'Directory.ReadWrite.All',
];
const MAX_SIGN_IN_PAGE_SIZE = 500;

/** Advanced queries need the ConsistencyLevel header and $count on every page. */
function refuseHalfAdvanced(
  request: RouteRequest,
  {options, filter}: {options: Options; filter: UserFilter | undefined},
): void {
  const advanced = isAdvanced(request, options);
  if (wantsCount(options) && !isEventual(request)) throw unsupportedQuery();
  if (filter?.needsAdvancedQuery && !advanced) throw unsupportedQuery();
  // Without them a filtered list has been seen to lose its position after the first page.
  const isLaterPage = options['$skiptoken'] !== undefined;
  if (filter && isLaterPage && !advanced) throw expiredPageToken();
}

/** Finds the next listed user: live and matching; a sign-in filter matches deleted users, too. */
function finder(
  request: RouteRequest,
  filter: UserFilter | undefined,
): (from: number) => number | undefined {
  const {directory} = request.tenant;
  if (filter?.ids) return finderOf(directory, filter.ids);
  return (from) => {
    for (let index = from; index < directory.size; index++) {
      const state = directory.stateAt(index);
      const isListed = state === 'live' || (state === 'deleted' && filter?.usesSignIns);
      if (isListed && (!filter || filter.matches(directory, index))) return index;
    }
    return undefined;
  };
}

/** Of a list of ids nobody else is looked at. */
function finderOf(
  directory: Directory,
  ids: readonly string[],
): (from: number) => number | undefined {
  const indexes = ids.map((id) => directory.indexOf(id)).filter((index) => index !== undefined);
  const live = indexes.filter((index) => directory.stateAt(index) === 'live');
  const sorted = [...new Set(live)].sort((a, b) => a - b);
  return (from) => sorted.find((index) => index >= from);
}

interface Shown {
  fields: readonly UserField[];
  /** The properties of the manager, where that is expanded. */
  expansion?: readonly UserField[] | undefined;
}

function row({tenant: {directory}}: RouteRequest, index: number, shown: Shown): object {
  const {fields, expansion} = shown;
  const isDeleted = directory.stateAt(index) !== 'live';
  const read = directory.reader(index);
  const result: Record<string, unknown> = isDeleted ? {} : typeAnnotation(read('isAgent') === true);
  for (const field of fields) {
    // Of deleted users only id and signInActivity are returned.
    const isHidden = isDeleted && field !== 'id' && field !== 'signInActivity';
    result[field] = isHidden ? null : read(field);
  }
  const managerId = expansion && !isDeleted ? directory.managerOf(index) : null;
  if (expansion && managerId !== null) {
    const manager = directory.reader(directory.indexOf(managerId) ?? 0);
    const properties = expansion.map((field) => [field, manager(field)] as const);
    result['manager'] = {...reference(managerId), ...Object.fromEntries(properties)};
  }
  return result;
}

function countAll(next: (from: number) => number | undefined): number {
  let count = 0;
  for (let at = next(0); at !== undefined; at = next(at + 1)) count += 1;
  return count;
}

function filterFailed(): GraphError {
  return new GraphError(500, 'UnknownError', 'An internal server error occurred.');
}

/** Larger pages of advanced queries have been seen without sign-in data. */
const MAX_PAGE_SIZE_WITH_SIGN_INS = 120;

function leavesOutSignIns(
  request: RouteRequest,
  {options, filter, top}: {options: Options; filter: UserFilter | undefined; top: number},
): boolean {
  const {quirks} = request.tenant;
  if (filter?.usesSignIns && quirks.has('no-sign-ins-in-filtered-lists')) return true;
  const isLarge = top > MAX_PAGE_SIZE_WITH_SIGN_INS;
  return isLarge && isAdvanced(request, options) && quirks.has('no-sign-ins-in-large-pages');
}

function listUsers(request: RouteRequest): RouteResponse {
  const allowed = ['$select', '$expand', '$top', '$filter', '$count', '$skiptoken'];
  const options = readOptions(request, allowed);
  const fields = readSelect(options['$select']);
  const filter = options['$filter'] === undefined ? undefined : userFilter(options['$filter']);
  const showsSignIns = fields.includes('signInActivity') || filter?.usesSignIns === true;
  if (showsSignIns) authorizeEntraReporting(request);
  const asked = readTop(options['$top'], showsSignIns ? MAX_SIGN_IN_PAGE_SIZE : MAX_PAGE_SIZE);
  const isAdvanced =
    filter?.needsAdvancedQuery === true || (isEventual(request) && wantsCount(options));
  refuseAdvancedExpansion(options['$expand'], isAdvanced);
  const expansion = readExpansion(options['$expand']);
  const top = expansion ? Math.min(asked, MAX_EXPANDED_PAGE_SIZE) : asked;
  refuseHalfAdvanced(request, {options, filter});
  const {quirks} = request.tenant;
  if (filter?.usesSignIns && quirks.has('sign-in-filters-fail')) throw filterFailed();
  const shown = leavesOutSignIns(request, {options, filter, top})
    ? fields.filter((field) => field !== 'signInActivity')
    : fields;
  const next = finder(request, filter);
  const count = (): number => (filter ? countAll(next) : request.tenant.directory.count());
  return listResponse(request, {
    context: options['$select'] === undefined ? 'users' : `users(${fields.join(',')})`,
    options,
    top,
    next,
    row: (index) => row(request, index, {fields: shown, expansion}),
    count: wantsCount(options) ? count : undefined,
  });
}

function countUsers(request: RouteRequest): RouteResponse {
  const options = readOptions(request, ['$filter']);
  if (!isEventual(request)) throw badRequest('$count is not currently supported.');
  const accept = request.headers.accept ?? '*/*';
  if (!/\*\/\*|text\//.test(accept)) {
    throw new GraphError(415, 'Request_BadRequest', 'Unsupported media type requested.');
  }
  const filter = options['$filter'] === undefined ? undefined : userFilter(options['$filter']);
  // As observed: $count does not support a sign-in filter.
  if (filter?.usesSignIns) throw new GraphError(502, 'BadGateway', 'Bad gateway.');
  const all = request.tenant.directory.count();
  return {body: String(filter ? countAll(finder(request, filter)) : all)};
}

/** One user by id; who is in the recycle bin is not found. */
function getUser(request: RouteRequest): RouteResponse {
  const options = readOptions(request, ['$select', '$expand']);
  const fields = readSelect(options['$select']);
  const expansion = readExpansion(options['$expand']);
  if (fields.includes('signInActivity')) authorizeEntraReporting(request);
  const {directory} = request.tenant;
  const id = decodeURIComponent(request.params['id'] ?? '');
  const index = directory.indexOf(id);
  if (index === undefined || directory.stateAt(index) !== 'live') {
    const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
    throw new GraphError(404, 'Request_ResourceNotFound', message);
  }
  const context = `${request.tenant.url}/v1.0/$metadata#users(${fields.join(',')})/$entity`;
  return {body: {'@odata.context': context, ...row(request, index, {fields, expansion}), id}};
}

/** Entra prefixes the userPrincipalName of a deleted user with its id, which frees the name. */
function deletedRow(request: RouteRequest, index: number, fields: readonly UserField[]): object {
  const user = request.tenant.directory.at(index);
  const userPrincipalName = `${user.id.replaceAll('-', '')}${user.userPrincipalName}`;
  const shown = {...user, userPrincipalName};
  return Object.fromEntries(fields.map((field) => [field, shown[field]]));
}

function listDeleted(request: RouteRequest): RouteResponse {
  const options = readOptions(request, ['$select', '$top', '$skiptoken']);
  const fields = readSelect(options['$select']);
  if (fields.includes('signInActivity')) throw unsupportedQuery();
  const {directory} = request.tenant;
  const next = (from: number): number | undefined => {
    for (let index = from; index < directory.size; index++) {
      if (directory.stateAt(index) === 'deleted') return index;
    }
    return undefined;
  };
  return listResponse(request, {
    context: 'directoryObjects/microsoft.graph.user',
    options,
    top: readTop(options['$top']),
    next,
    row: (index) => deletedRow(request, index, fields),
  });
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/users', anyOf: USER_READERS, handle: listUsers},
  {method: 'GET', path: '/v1.0/users/$count', anyOf: USER_READERS, handle: countUsers},
  // Behind all others of this form: any segment can be an id.
  {method: 'GET', path: '/v1.0/users/:id', anyOf: USER_READERS, handle: getUser},
  {
    method: 'GET',
    path: '/v1.0/directory/deletedItems/microsoft.graph.user',
    anyOf: USER_READERS,
    handle: listDeleted,
  },
];
