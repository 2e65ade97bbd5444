/** GET /users, its count, and the recycle bin. */
import {openEntraReporting} from '../entra-reporting';
import {badRequest, expiredPageToken, GraphError, unsupportedQuery} from '../graph-errors';
import {answerPage, MAX_PAGE_SIZE, readOptions, readSelect, readTop} from '../odata-query';
import type {Options} from '../odata-query';
import type {Answer, Call, Route} from '../router';
import type {UserField} from '../user';
import {userFilter} from '../user-filter';
import type {UserFilter} from '../user-filter';

/** All that Graph lists for users, of those that show more than the basic profile. */
export const USER_READERS = [
  'User.Read.All',
  'Directory.Read.All',
  'User.ReadWrite.All',
  'Directory.ReadWrite.All',
];
const MAX_SIGN_IN_PAGE_SIZE = 500;

function isEventual(call: Call): boolean {
  return String(call.headers.consistencylevel).toLowerCase() === 'eventual';
}

function wantsCount(options: Options): boolean {
  const {$count} = options;
  if ($count !== undefined && !/^(true|false)$/i.test($count)) {
    throw badRequest(`Invalid value '${$count}' for $count query option.`);
  }
  return $count?.toLowerCase() === 'true';
}

/** Advanced queries need the header and the count, on every page; Graph forgives neither. */
function refuseHalfAdvanced(
  call: Call,
  {options, filter}: {options: Options; filter: UserFilter | undefined},
): void {
  const eventual = isEventual(call);
  const counted = wantsCount(options);
  if (counted && !eventual) throw unsupportedQuery();
  if (filter?.usesEndsWith && !(eventual && counted)) throw unsupportedQuery();
  // A filtered list without them has been seen to lose its place after the first page.
  const isLaterPage = options['$skiptoken'] !== undefined;
  if (filter && isLaterPage && !(eventual && counted)) throw expiredPageToken();
}

/** Membership of a list: the live, those that match, and for sign-in filters the deleted as well. */
function finder(call: Call, filter: UserFilter | undefined): (from: number) => number | undefined {
  const {directory} = call.tenant;
  return (from) => {
    for (let index = from; index < directory.size; index++) {
      const state = directory.stateAt(index);
      const isListed = state === 'live' || (state === 'deleted' && filter?.usesSignIns);
      if (isListed && (!filter || filter.matches(directory, index))) return index;
    }
    return undefined;
  };
}

function row(call: Call, index: number, fields: readonly UserField[]): object {
  const {directory} = call.tenant;
  const isDeleted = directory.stateAt(index) !== 'live';
  const read = directory.reader(index);
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    // A sign-in filter finds deleted users too, but shows only that they signed in.
    const isHidden = isDeleted && field !== 'id' && field !== 'signInActivity';
    result[field] = isHidden ? null : read(field);
  }
  return result;
}

function countAll(next: (from: number) => number | undefined): number {
  let count = 0;
  for (let at = next(0); at !== undefined; at = next(at + 1)) count += 1;
  return count;
}

function listUsers(call: Call): Answer {
  const allowed = ['$select', '$top', '$filter', '$count', '$skiptoken'];
  const options = readOptions(call, allowed);
  const fields = readSelect(options['$select']);
  const filter = options['$filter'] === undefined ? undefined : userFilter(options['$filter']);
  const showsSignIns = fields.includes('signInActivity') || filter?.usesSignIns === true;
  if (showsSignIns) openEntraReporting(call);
  const top = readTop(options['$top'], showsSignIns ? MAX_SIGN_IN_PAGE_SIZE : MAX_PAGE_SIZE);
  refuseHalfAdvanced(call, {options, filter});
  const next = finder(call, filter);
  const count = (): number => (filter ? countAll(next) : call.tenant.directory.count());
  return answerPage(call, {
    context: options['$select'] === undefined ? 'users' : `users(${fields.join(',')})`,
    options,
    top,
    next,
    row: (index) => row(call, index, fields),
    count: wantsCount(options) ? count : undefined,
  });
}

function countUsers(call: Call): Answer {
  const options = readOptions(call, ['$filter']);
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  const accept = call.headers.accept ?? '*/*';
  if (!/\*\/\*|text\//.test(accept)) {
    throw new GraphError(415, 'Request_BadRequest', 'Unsupported media type requested.');
  }
  const filter = options['$filter'] === undefined ? undefined : userFilter(options['$filter']);
  // Seen on the wire: the count service cannot follow a sign-in filter.
  if (filter?.usesSignIns) throw new GraphError(502, 'BadGateway', 'Bad gateway.');
  const all = call.tenant.directory.count();
  return {body: String(filter ? countAll(finder(call, filter)) : all)};
}

/** In the recycle bin the id goes before the name, so that the name is free for somebody else. */
function deletedRow(call: Call, index: number, fields: readonly UserField[]): object {
  const user = call.tenant.directory.at(index);
  const userPrincipalName = `${user.id.replaceAll('-', '')}${user.userPrincipalName}`;
  const shown = {...user, userPrincipalName};
  return Object.fromEntries(fields.map((field) => [field, shown[field]]));
}

function listDeleted(call: Call): Answer {
  const options = readOptions(call, ['$select', '$top', '$skiptoken']);
  const fields = readSelect(options['$select']);
  if (fields.includes('signInActivity')) throw unsupportedQuery();
  const {directory} = call.tenant;
  const next = (from: number): number | undefined => {
    for (let index = from; index < directory.size; index++) {
      if (directory.stateAt(index) === 'deleted') return index;
    }
    return undefined;
  };
  return answerPage(call, {
    context: 'directoryObjects/microsoft.graph.user',
    options,
    top: readTop(options['$top']),
    next,
    row: (index) => deletedRow(call, index, fields),
  });
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/users', anyOf: USER_READERS, handle: listUsers},
  {method: 'GET', path: '/v1.0/users/$count', anyOf: USER_READERS, handle: countUsers},
  {
    method: 'GET',
    path: '/v1.0/directory/deletedItems/microsoft.graph.user',
    anyOf: USER_READERS,
    handle: listDeleted,
  },
];
