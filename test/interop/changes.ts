/** What happens in a tenant between two syncs: something in every stream that can change. */
import {daysUntil, later} from '../support/report-requests';
import type {Group, Tenant, User} from '../../tenant/tenant';

export interface Changes {
  /** Ids of those who came, went, or changed in what `users` tells of them. */
  users: string[];
  /** The days that the streams by day have to ask for next: new, lately read, or empty so far. */
  daysToRead: string[];
}

/** A day without rows in any report yet: not one of the two that are read again in any case. */
export function holdDayBack({reports}: Tenant): string {
  const day = later(reports.refreshDate, -4);
  reports.late(day);
  return day;
}

/** @param now epoch milliseconds, a day after the first sync. */
export function changeEverything(tenant: Tenant, lateDay: string, now: number): Changes {
  const {reports} = tenant;
  reports.arrive(lateDay);
  changeProducts(tenant);
  changeGroups(tenant);
  const users = changePeople(tenant, now);
  return {users, daysToRead: [lateDay, ...daysUntil(reports.refreshDate, 3)]};
}

const RESEARCH = {costCenter: 'CC-4990', division: null};

function changePeople({directory}: Tenant, now: number): Changes['users'] {
  const staff = [...directory.all()].filter(isLicensedMember);
  const [mover, leaver, purged, renamed, disabled, stripped, visitor, returning] = staff;
  const returner = binned(directory);
  if (!mover || !leaver || !purged || !renamed || !disabled) throw tooSmall();
  if (!stripped || !visitor || !returning) throw tooSmall();
  directory.change(mover.id, {department: 'Research', jobTitle: null, employeeId: '007'});
  directory.change(mover.id, {managerId: renamed.id, employeeOrgData: RESEARCH});
  directory.change(stripped.id, {managerId: null});
  directory.remove(leaver.id);
  directory.remove(purged.id, {permanently: true});
  directory.change(renamed.id, {userPrincipalName: `new.${renamed.userPrincipalName}`});
  directory.change(disabled.id, {accountEnabled: false});
  directory.change(stripped.id, {assignedLicenses: [], licenseAssignmentStates: []});
  directory.signIn(visitor.id, now);
  directory.remove(returning.id);
  directory.restore(returning.id);
  directory.restore(returner);
  directory.signIn(returner, now);
  const newcomers = [directory.add(), directory.add({displayName: "O'Hired\nyesterday"})];
  const gone = [leaver, purged];
  const changed = [mover, renamed, disabled, stripped, returning];
  return [...[...newcomers, ...gone, ...changed].map(({id}) => id), returner];
}

/** Somebody who was deleted before the first sync. */
function binned(directory: Tenant['directory']): string {
  for (let index = 0; index < directory.size; index++) {
    if (directory.stateAt(index) === 'deleted') return directory.at(index).id;
  }
  throw tooSmall();
}

function isLicensedMember({accountEnabled, userType, assignedLicenses}: User): boolean {
  return accountEnabled && userType === 'Member' && assignedLicenses.length > 0;
}

function changeProducts({skus, subscriptions}: Tenant): void {
  const [bought, dropped] = skus.list();
  if (!bought || !dropped) throw tooSmall();
  const {prepaidUnits} = bought;
  skus.change(bought.skuId, {prepaidUnits: {...prepaidUnits, enabled: prepaidUnits.enabled + 25}});
  skus.remove(dropped.skuId);
  skus.add({skuPartNumber: 'NOT_IN_THE_LIST'});
  subscriptions.change(bought.skuId, {status: 'Warning'});
}

/** One loses a licence, one goes, and one begins to assign. */
function changeGroups({groups}: Tenant): void {
  const [office, pilot, , , addOns] = groups.list().filter(isLicensing).reverse();
  const plain = groups.list().find((group) => !isLicensing(group));
  if (!office || !pilot || !addOns || !plain) throw tooSmall();
  groups.change(addOns.id, {
    displayName: `${addOns.displayName}, less`,
    assignedLicenses: addOns.assignedLicenses.slice(1),
  });
  groups.remove(pilot.id);
  groups.change(plain.id, {
    assignedLicenses: office.assignedLicenses,
    licenseProcessingState: {state: 'QueuedForProcessing'},
  });
}

function isLicensing({assignedLicenses}: Group): boolean {
  return assignedLicenses.length > 0;
}

function tooSmall(): Error {
  return new Error('The tenant is too small for these changes.');
}
