/** The rows that every stream of the catalog owes a tenant, made from its own data. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import {expectedRows} from '../support/expected-reports';
import {organizationDetailRows, signInRows, userRows} from '../support/expected-rows';
import type {Row} from '../support/messages';
import {daysUntil} from '../support/report-requests';
import {GraphClient} from '../tenant/graph-client';
import type {Tenant} from '../../tenant/tenant';
import {groupRows, licenceRows, named} from './expected-licences';

export interface ReportSettings {
  /** The newest days that the streams by day are to have. */
  days: number;
  period: string;
}

export type Streams = Record<string, Row[]>;

/** By the name of the stream; a stream that this file does not know is an error. */
export async function expectedStreams(
  tenant: Tenant,
  catalog: readonly AirbyteStream[],
  settings: ReportSettings,
): Promise<Streams> {
  const directory: Streams = {
    users: rowsOf(userRows(tenant.directory.all())),
    user_organization_details: rowsOf(organizationDetailRows(tenant.directory.all(), tenant)),
    sign_in_activity: rowsOf(signInRows(tenant.directory.all())),
    user_licenses: licenceRows(tenant.directory.all()),
    license_groups: groupRows(tenant),
    user_registration_details: tenant.registrations().map((row) => ({...row})),
    subscribed_skus: tenant.skus.list().map((sku) => named(sku, 'servicePlans')),
    directory_subscriptions: tenant.subscriptions
      .list()
      .map((subscription) => named(subscription, 'serviceStatus')),
    organization: await organization(tenant),
  };
  const streams = catalog.map((stream): [string, Row[]] => {
    const rows = directory[stream.name] ?? reportRows(tenant, stream, settings);
    return [stream.name, rows.map((row) => whole(stream, row))];
  });
  return Object.fromEntries(streams);
}

function reportRows(tenant: Tenant, stream: AirbyteStream, {days, period}: ReportSettings): Row[] {
  const isDaily = stream.name.endsWith('_daily');
  const asked = isDaily ? {days: daysUntil(tenant.reports.refreshDate, days)} : {period};
  return rowsOf(expectedRows(tenant, {stream, ...asked}));
}

/** As Graph shows it: the tenant makes it for each request. */
async function organization(tenant: Tenant): Promise<Row[]> {
  const graph = new GraphClient(tenant);
  try {
    await graph.signIn();
    const {status, text, json} = await graph.get('/organization');
    if (status !== 200) throw new Error(`GET /organization: ${status} ${text}`);
    return json.value;
  } finally {
    graph.close();
  }
}

/** With every field of the stream but those that only the connector can know. */
function whole({json_schema: schema}: AirbyteStream, row: Row): Row {
  const {properties} = schema as unknown as {properties: object};
  const fields = Object.keys(properties).filter((name) => !BY_THE_CONNECTOR.has(name));
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}

const BY_THE_CONNECTOR: ReadonlySet<string> = new Set(['synced_at', '_ab_cdc_deleted_at']);

function rowsOf(table: Map<string, Row>): Row[] {
  return [...table.values()];
}
