/** What happens to seats between two syncs that are a day apart: something in every mart. */
import {SKU_IDS} from '../../tenant/sku-catalogue';
import type {Tenant, User} from '../../tenant/tenant';
import {hold} from './hold-licences';

const {SPE_E3, SPE_E5, POWER_BI_PRO, VISIOCLIENT, COPILOT} = SKU_IDS;

/** @param now epoch milliseconds. */
export function changeSeats(tenant: Tenant, now: number): void {
  changeNamedPeople(tenant, now);
  changeStaff(tenant);
  changeProducts(tenant);
}

function changeNamedPeople({directory}: Tenant, now: number): void {
  const holdNow = (user: User, skuIds: readonly string[]): void =>
    hold(directory, user, {skuIds, since: now});
  const find = (name: string): User => named(directory.all(), `${name}@contoso.com`);
  // Reclaimed, reclaimed in part, and the account that goes with its seats.
  holdNow(find('disabled'), []);
  holdNow(find('two-suites'), [SPE_E5]);
  directory.remove(find('disabled.archive').id);
  directory.remove(find('never.attempts').id, {permanently: true});
  // Became active, and was given another product.
  directory.signIn(find('ninety-one-days').id, now);
  holdNow(find('ninety-days'), [SPE_E3, VISIOCLIENT]);
  // Became idle by being disabled; is back.
  directory.change(find('idle.but-teams').id, {accountEnabled: false});
  directory.change(find('disabled.fifty-gib').id, {accountEnabled: true});
  const renamed = find('never.but-mail');
  directory.change(renamed.id, {userPrincipalName: `new.${renamed.userPrincipalName}`});
  directory.change(find('idle.new-seat').id, {department: null, managerId: renamed.id});
  directory.change(find('copilot.never-used').id, {
    department: 'Research',
    displayName: 'With another name',
    employeeOrgData: {costCenter: 'CC-4990', division: null},
  });
  const newcomer = directory.add({
    userPrincipalName: 'newcomer@contoso.com',
    department: 'Research',
  });
  holdNow(newcomer, [SPE_E3, POWER_BI_PRO, COPILOT]);
}

/** Of those whom the seed describes: who leads others goes, one is disabled. */
function changeStaff({directory}: Tenant): void {
  const staff = [...directory.all()].filter(
    ({accountEnabled, assignedLicenses}) => accountEnabled && assignedLicenses.length > 0,
  );
  const leads = new Set(staff.map(({managerId}) => managerId));
  const leader = staff.find(({id}) => leads.has(id));
  const quiet = staff.find(({id}) => !leads.has(id));
  if (!leader || !quiet) throw new Error('The tenant is too small for these changes.');
  directory.remove(leader.id);
  directory.change(quiet.id, {accountEnabled: false});
}

function changeProducts({skus, subscriptions, groups}: Tenant): void {
  const {prepaidUnits} = skuOf(skus, SPE_E3);
  skus.change(SPE_E3, {prepaidUnits: {...prepaidUnits, enabled: prepaidUnits.enabled + 25}});
  skus.change(POWER_BI_PRO, {capabilityStatus: 'Suspended'});
  subscriptions.change(VISIOCLIENT, {nextLifecycleDateTime: '2027-01-31T00:00:00Z'});
  const group = groups.list().find(({assignedLicenses}) => assignedLicenses.length > 0);
  if (group) groups.change(group.id, {displayName: `${group.displayName}, renamed`});
}

function skuOf(skus: Tenant['skus'], skuId: string): ReturnType<Tenant['skus']['list']>[number] {
  const found = skus.list().find((sku) => sku.skuId === skuId);
  if (!found) throw new Error(`There is no product ${skuId}.`);
  return found;
}

function named(users: Iterable<User>, name: string): User {
  for (const user of users) if (user.userPrincipalName === name) return user;
  throw new Error(`There is nobody called ${name}.`);
}
