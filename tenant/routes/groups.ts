/** GET /groups. */
import {isAdvanced, isEventual, wantsCount} from '../advanced-query';
import {expiredPageToken, unknownProperty, unsupportedQuery} from '../graph-errors';
import {groupFilter} from '../group-filter';
import type {Group} from '../groups';
import {listResponse, readOptions, readTop} from '../odata-query';
import type {RouteResponse, RouteRequest, Route} from '../router';

const READERS = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'Group.ReadWrite.All',
  'Directory.ReadWrite.All',
];

type Field = keyof Group;

const ONLY_SELECTED: ReadonlySet<Field> = new Set<Field>([
  'assignedLicenses',
  'licenseProcessingState',
]);

function readFields(select: string | undefined, known: Group): readonly Field[] {
  const all = Object.keys(known) as Field[];
  if (select === undefined) return all.filter((name) => !ONLY_SELECTED.has(name));
  const names = [...new Set(select.split(',').map((name) => name.trim()))];
  // It can be filtered by, and is never returned.
  if (names.includes('hasMembersWithLicenseErrors')) throw unsupportedQuery();
  const unknown = names.find((name) => !(name in known));
  if (unknown !== undefined) throw unknownProperty(unknown, 'group');
  return names as Field[];
}

function listGroups(request: RouteRequest): RouteResponse {
  const options = readOptions(request, ['$select', '$top', '$filter', '$count', '$skiptoken']);
  const {$select, $filter, $skiptoken, $top} = options;
  const {tenant} = request;
  const advanced = isAdvanced(request, options);
  if (wantsCount(options) && !isEventual(request)) throw unsupportedQuery();
  const test = $filter === undefined ? () => true : groupFilter($filter, tenant, advanced);
  // Without the advanced parameters a filtered list has been seen to lose its position.
  if ($filter !== undefined && $skiptoken !== undefined && !advanced) throw expiredPageToken();
  const groups = tenant.groups.list();
  const fields = groups[0] ? readFields($select, groups[0]) : [];
  const next = (from: number): number | undefined => {
    for (let index = from; index < groups.length; index++) {
      if (test(groups[index]!)) return index;
    }
    return undefined;
  };
  return listResponse(request, {
    context: $select === undefined ? 'groups' : `groups(${fields.join(',')})`,
    options,
    top: readTop($top),
    next,
    row: (index) => Object.fromEntries(fields.map((field) => [field, groups[index]![field]])),
    count: wantsCount(options) ? () => groups.filter(test).length : undefined,
  });
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/groups', anyOf: READERS, handle: listGroups},
];
