/** Filters over groups: refuses what Graph refuses, and tests a single group. */
import {badRequest, notIndexed, unsupportedQuery} from './graph-errors';
import type {Group} from './groups';
import {clausesOf, combine, parseFilter} from './odata-filter';
import type {Filter} from './odata-filter';
import type {TenantCore} from './tenant-core';

const LICENSE_COUNT = 'assignedLicenses/$count';
const LICENSE_ERRORS = 'hasMembersWithLicenseErrors';

type Clause = ReturnType<typeof clausesOf>[number];
type Test = (group: Group) => boolean;

/** @throws GraphError for what is not supported, or not without the advanced query parameters. */
export function groupFilter(text: string, tenant: TenantCore, advanced: boolean): Test {
  const filter = parseFilter(text);
  for (const clause of clausesOf(filter)) {
    refuseMistake(clause);
    refuseByQuirk(clause, tenant, advanced);
    if (clause.path === LICENSE_COUNT && !advanced) throw unsupportedQuery();
  }
  return compile(filter, tenant);
}

function refuseMistake({path, kind, value}: Clause): void {
  if (path === LICENSE_COUNT) {
    if ((kind !== 'eq' && kind !== 'ne') || value !== 0) throw notIndexed();
  } else if (path === LICENSE_ERRORS) {
    if (kind !== 'eq') throw unsupportedFilter();
    if (typeof value !== 'boolean') throw badRequest('Invalid filter clause');
  } else if ((path !== 'displayName' && path !== 'id') || kind !== 'eq') {
    throw notIndexed();
  }
}

function refuseByQuirk({path}: Clause, {quirks}: TenantCore, advanced: boolean): void {
  if (path === LICENSE_COUNT && quirks.has('no-license-filter')) throw unsupportedQuery();
  if (path !== LICENSE_ERRORS) return;
  if (quirks.has('no-license-error-filter')) throw unsupportedFilter();
  if (advanced && quirks.has('no-advanced-license-error-filter')) throw unsupportedFilter();
}

const unsupportedFilter = (): Error =>
  unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${LICENSE_ERRORS}' of resource 'Group'.`,
  );

function compile(filter: Filter, tenant: TenantCore): Test {
  if (!('parts' in filter)) return compileClause(filter, tenant);
  const tests = filter.parts.map((part) => compile(part, tenant));
  return combine(filter.kind, tests);
}

function compileClause({path, kind, value}: Clause, tenant: TenantCore): Test {
  if (path === LICENSE_COUNT)
    return (group) => (group.assignedLicenses.length === 0) === (kind === 'eq');
  if (path === LICENSE_ERRORS) {
    const ids = tenant.groups.withErrors();
    return ({id}) => ids.has(id) === value;
  }
  const wanted = String(value).toLowerCase();
  return (group) => group[path as 'id' | 'displayName'].toLowerCase() === wanted;
}
