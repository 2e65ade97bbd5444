/** The expected rows of every table, generated from the tenant one at a time. */
import {eachExpectedRow} from '../test/support/expected-reports';
import {organizationDetailRows, signInRows, skuRows, userRows} from '../test/support/expected-rows';
import type {Row} from '../test/support/messages';
import type {Tenant, User} from '../tenant/tenant';
import {registrationDetails, isReported} from '../tenant/registrations';
import type {ExpectedRow} from './row-hashes';
import {comparableText, isReport} from './streams';
import type {SoakStream} from './streams';
import type {ExpectedTable} from './tables';

export interface SyncedTenant {
  tenant: Tenant;
  /** The days of the daily reports that the last sync has read. */
  days: readonly string[];
  /** Former user principal names by user id. */
  formerNames: ReadonlyMap<string, readonly string[]>;
}

/** Whether the soak knows how the rows of the stream follow from the tenant. */
export function isExpected({name, cursor}: SoakStream): boolean {
  return name in LISTS || name === 'sign_in_activity' || isReport(cursor);
}

export function expectedTable(synced: SyncedTenant, stream: SoakStream): ExpectedTable {
  const {tenant, days} = synced;
  const rows =
    (list: () => Iterable<Row>): (() => Iterable<ExpectedRow>) =>
    () =>
      expectedRows(stream, list());
  if (stream.cursor === 'daily_slices') {
    const parts = days.map((day) => [day, rows(() => reportRows(tenant, stream, [day]))] as const);
    return {stream, parts: new Map(parts)};
  }
  if (stream.cursor === 'report_snapshot') {
    const {refreshDate} = tenant.reports;
    return {stream, parts: new Map([[refreshDate, rows(() => reportRows(tenant, stream))]])};
  }
  if (stream.name === 'sign_in_activity') return signInTable(synced, stream);
  const list = LISTS[stream.name];
  if (!list) throw new Error(`The soak does not know the expected rows of ${stream.name}.`);
  const optionalIds = stream.name === 'user_registration_details' && {
    optionalIds: () => deletedOrDisabled(tenant),
  };
  return {stream, parts: new Map([['', rows(() => list(tenant))]]), ...optionalIds};
}

const LISTS: Record<string, (tenant: Tenant) => Iterable<Row>> = {
  users: function* ({directory}) {
    for (const user of directory.all()) yield* userRows([user]).values();
  },
  user_organization_details: function* (tenant) {
    for (const user of tenant.directory.all()) {
      yield* organizationDetailRows([user], tenant).values();
    }
  },
  user_licenses: function* ({directory}) {
    for (const user of directory.all()) yield* licences(user);
  },
  user_registration_details: function* ({directory}) {
    for (let index = 0; index < directory.size; index += 1) {
      if (isReported(directory, index)) yield {...registrationDetails(directory, index)};
    }
  },
  license_groups: groupLicences,
  organization: ({tenantId}) => [{id: tenantId}],
  subscribed_skus: ({skus}) => skuRows(skus.list()).values(),
  directory_subscriptions: ({subscriptions}) => subscriptions.list().map((row) => ({...row})),
};

function* expectedRows(stream: SoakStream, list: Iterable<Row>): Generator<ExpectedRow> {
  for (const row of list) yield {id: String(row['id']), texts: [comparableText(stream, row)]};
}

function reportRows(tenant: Tenant, stream: SoakStream, days?: string[]): Iterable<Row> {
  return eachExpectedRow(tenant, {stream: stream.airbyteStream, ...(days && {days})});
}

/** A rename alone emits no row in this stream, so a row may have any former name of its user. */
function signInTable({tenant, formerNames}: SyncedTenant, stream: SoakStream): ExpectedTable {
  const rows = function* (): Generator<ExpectedRow> {
    for (const user of tenant.directory.all()) {
      const names = [user.userPrincipalName, ...(formerNames.get(user.id) ?? [])];
      const spellings = names.map((userPrincipalName) => ({...user, userPrincipalName}));
      const texts = spellings.flatMap((spelling) =>
        [...signInRows([spelling]).values()].map((row) => comparableText(stream, row)),
      );
      yield {id: user.id, texts};
    }
  };
  return {stream, parts: new Map([['', rows]]), optionalIds: () => deletedOrDisabled(tenant)};
}

/** Ids of deleted and disabled users. */
function* deletedOrDisabled({directory}: Tenant): Generator<string> {
  for (let index = 0; index < directory.size; index += 1) {
    if (!isReported(directory, index)) yield directory.value(index, 'id');
  }
}

function* groupLicences({groups}: Tenant): Generator<Row> {
  for (const {id: groupId, assignedLicenses, licenseProcessingState, ...group} of groups.list()) {
    for (const licence of assignedLicenses) {
      const hasMembersWithLicenseErrors = groups.withErrors().has(groupId);
      const id = `${groupId}_${licence.skuId}`;
      const state = licenseProcessingState?.state ?? null;
      yield {
        ...group,
        ...licence,
        id,
        groupId,
        hasMembersWithLicenseErrors,
        licenseProcessingState: state,
      };
    }
  }
}

function* licences(user: User): Generator<Row> {
  const {id: userId, userPrincipalName, assignedLicenses, licenseAssignmentStates: states} = user;
  for (const state of states) {
    const source = state.assignedByGroup === null ? 'direct' : 'group';
    const id = [userId, state.skuId, state.assignedByGroup ?? source].join('_');
    yield {...state, id, userId, userPrincipalName, source};
  }
  for (const licence of assignedLicenses) {
    if (states.some(({skuId}) => skuId === licence.skuId)) continue;
    const id = [userId, licence.skuId, 'unknown'].join('_');
    yield {...licence, id, userId, userPrincipalName, source: 'unknown'};
  }
}
