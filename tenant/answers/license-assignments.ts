/** The rows of m365__license_assignments: one for each user, product and way. */
import type {LicenseAssignmentState} from '../user';
import type {Company} from './company';
import type {Person} from './person';
import {productName} from './product-name';
import type {Row} from './row';

type GroupNames = ReadonlyMap<string, string>;

/** Only groups that assign licences are read. */
function groupNames({tenant, situation}: Company): GroupNames {
  const groups = situation.hasGroups ? tenant.groups.list() : [];
  const assigning = groups.filter(({assignedLicenses}) => assignedLicenses.length > 0);
  return new Map(assigning.map(({id, displayName}) => [id, displayName]));
}

/** A product that Graph lists without telling how the person got it. */
type Way = LicenseAssignmentState | {skuId: string; state: null};

function waysTo({user}: Person): Way[] {
  const told = new Set(user.licenseAssignmentStates.map(({skuId}) => skuId));
  const untold = user.assignedLicenses.filter(({skuId}) => !told.has(skuId));
  return [...user.licenseAssignmentStates, ...untold.map(({skuId}) => ({skuId, state: null}))];
}

function wayColumns(way: Way, names: GroupNames): Row {
  if (way.state === null) {
    const nothing = {group_id: null, group_name: null, state: null, error: null};
    return {source: 'unknown', ...nothing, last_updated_at: null};
  }
  const {assignedByGroup: groupId, state, error, lastUpdatedDateTime} = way;
  return {
    source: groupId === null ? 'direct' : 'group',
    group_id: groupId,
    group_name: groupId === null ? null : (names.get(groupId) ?? null),
    state,
    error: error === 'None' ? null : error,
    last_updated_at: lastUpdatedDateTime,
  };
}

export function licenseAssignments(company: Company): Row[] {
  const names = groupNames(company);
  const seats = new Map(company.seats.map(({seat}) => [seat.id, seat]));
  return company.people.flatMap((person) =>
    waysTo(person).map((way) => {
      const {user} = person;
      const seat = seats.get(`${user.id}_${way.skuId}`);
      const columns = wayColumns(way, names);
      return {
        user_license_id: `${user.id}_${way.skuId}_${columns.group_id ?? columns.source}`,
        user_id: user.id,
        user_principal_name: user.userPrincipalName,
        display_name: user.displayName,
        account_enabled: user.accountEnabled,
        user_type: user.userType,
        department: user.department,
        sku_id: way.skuId,
        product: productName(company.products.find(way.skuId)),
        ...columns,
        is_seat_held: seat !== undefined,
        seat_since_date: seat?.since ?? null,
        as_of_date: company.situation.asOf,
      };
    }),
  );
}
