/** GET /reports/authenticationMethods/userRegistrationDetails. */
import {authorizeEntraReporting} from '../entra-reporting';
import {badRequest, notIndexed} from '../graph-errors';
import {clausesOf, parseFilter, usesNot} from '../odata-filter';
import type {Filter} from '../odata-filter';
import {listResponse, readOptions, readTop} from '../odata-query';
import {isReported, registrationDetails} from '../registrations';
import type {RegistrationDetails} from '../registrations';
import type {RouteResponse, RouteRequest, Route} from '../router';

const PATH = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
const CONTEXT = 'reports/authenticationMethods/userRegistrationDetails';
const DEFAULT_PAGE_SIZE = '200';

type Field = keyof RegistrationDetails;
type Test = (row: RegistrationDetails) => boolean;

const FILTERABLE: ReadonlySet<string> = new Set<Field>([
  'userPrincipalName',
  'userDisplayName',
  'isAdmin',
  'isMfaRegistered',
  'isMfaCapable',
  'isPasswordlessCapable',
  'isSsprRegistered',
  'isSsprEnabled',
  'isSsprCapable',
]);

/** Only eq, combined by and. */
function readFilter(text: string | undefined): Test {
  if (text === undefined) return () => true;
  const filter = parseFilter(text);
  const clauses = clausesOf(filter);
  const isJoined = filter.kind !== 'or' && !usesNot(filter);
  if (!isJoined || clauses.some(isRefused)) throw notIndexed();
  return (row) => clauses.every(({path, value}) => row[path as Field] === value);
}

function isRefused({kind, path}: Exclude<Filter, {parts: Filter[]}>): boolean {
  return kind !== 'eq' || !FILTERABLE.has(path);
}

function readFields(select: string | undefined, known: object): readonly Field[] | undefined {
  const names = select?.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !(name in known));
  if (unknown === undefined) return names as Field[] | undefined;
  throw badRequest(
    `Could not find a property named '${unknown}' on type 'microsoft.graph.userRegistrationDetails'.`,
  );
}

function listDetails(request: RouteRequest): RouteResponse {
  authorizeEntraReporting(request);
  const {directory} = request.tenant;
  const options = readOptions(request, ['$select', '$top', '$filter', '$skiptoken']);
  const top = readTop(options['$top'] ?? DEFAULT_PAGE_SIZE);
  const test = readFilter(options['$filter']);
  const known = directory.size > 0 ? registrationDetails(directory, 0) : {};
  const fields = readFields(options['$select'], known);
  return listResponse(request, {
    context: fields ? `${CONTEXT}(${fields.join(',')})` : CONTEXT,
    options,
    top,
    next: (from) => {
      for (let index = from; index < directory.size; index++) {
        if (!isReported(directory, index)) continue;
        if (test(registrationDetails(directory, index))) return index;
      }
      return undefined;
    },
    row: (index) => {
      const whole = registrationDetails(directory, index);
      return fields ? Object.fromEntries(fields.map((field) => [field, whole[field]])) : whole;
    },
  });
}

export const routes: Route[] = [{method: 'GET', path: PATH, handle: listDetails}];
