/** The rows that the report streams owe a tenant, made from its own records by their headers. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import type {ReportName, ReportParameters, Tenant} from '../../tenant/tenant';
import {Connector} from './connector';
import type {Row} from './messages';

type Columns = Record<string, string>;
type Property = Record<string, unknown>;

const COPILOT = 'copilot_usage_user_detail';
const DAYS: Record<string, number> = {D7: 7, D30: 30, D90: 90, D180: 180};
const PRINCIPAL_NAMES = ['User Principal Name', 'Owner Principal Name'];
const GROUP_NAMES = ['Group Display Name', 'Team Name'];
const NAMES = [...PRINCIPAL_NAMES, 'Display Name', 'Owner Display Name', ...GROUP_NAMES];
/** The second version of a report has a period of its own for the usual one. */
const COPILOT_PERIODS: Record<string, string> = {D30: 'D28'};
const TRUTHS: Record<string, boolean> = {True: true, Yes: true, False: false, No: false};

/** The streams as `discover` lists them. */
export async function discovered(tenant: Tenant): Promise<AirbyteStream[]> {
  const result = await new Connector(tenant).run(['discover']);
  return result.messages.flatMap((message) =>
    message.type === 'CATALOG' ? message.catalog.streams : [],
  );
}

/** Names of the report streams: the snapshots, or the daily slices. */
export function reportStreams(
  streams: readonly AirbyteStream[],
  kind: 'snapshot' | 'daily',
): string[] {
  const cursor = kind === 'daily' ? 'reportDate' : 'reportRefreshDate';
  return streams
    .filter((stream) => stream.default_cursor_field?.[0] === cursor)
    .map(({name}) => name);
}

export function reportOf({reports}: Tenant, stream: string): ReportName {
  const plain = stream.replace(/_daily$/, '');
  const wanted = plain === COPILOT ? `microsoft365_${plain}` : plain;
  const name = `get${wanted.replaceAll('_', '')}`;
  return reports.names.find((known) => known.toLowerCase() === name)!;
}

export interface Expected {
  stream: AirbyteStream;
  /** Days of the slices; the snapshot unless given. */
  days?: readonly string[];
  /** Of the snapshot; D30 unless given. */
  period?: string;
  /** One domain; everybody unless given. */
  domain?: string;
}

/** The rows of a stream as the tenant would give them now, by id. */
export function expectedRows(tenant: Tenant, expected: Expected): Map<string, Row> {
  return new Map([...eachExpectedRow(tenant, expected)].map((row) => [String(row['id']), row]));
}

/** One after the other, for reports that are long. */
export function* eachExpectedRow(tenant: Tenant, expected: Expected): Generator<Row> {
  const {stream, days, period = 'D30', domain} = expected;
  const report = reportOf(tenant, stream.name);
  const takesNothing = report === 'getOffice365ActivationsUserDetail';
  const snapshot = stream.name === COPILOT ? secondVersion(period) : {period};
  const asked = takesNothing ? [{}] : (days?.map((date) => ({date})) ?? [snapshot]);
  for (const question of asked) {
    const records = tenant.reports.records(report, question);
    for (const [place, columns] of records.entries()) {
      if (domain !== undefined && !isOf(columns, domain)) continue;
      yield rowOf(stream, {columns, place, question});
    }
  }
}

function secondVersion(period: string): ReportParameters {
  return {period: COPILOT_PERIODS[period] ?? period, version: 'v2'};
}

/** A report that names no people is about the whole tenant. */
function isOf(columns: Columns, domain: string): boolean {
  if (!PRINCIPAL_NAMES.some((name) => name in columns)) return true;
  return PRINCIPAL_NAMES.some((name) => columns[name]?.toLowerCase().endsWith(`@${domain}`));
}

interface Source {
  columns: Columns;
  /** In the file. */
  place: number;
  question: ReportParameters;
}

function rowOf(stream: AirbyteStream, {columns, place, question}: Source): Row {
  const {date, period} = question;
  const origin = [date ?? columns['Report Refresh Date'], date ? 'D1' : (period ?? 'ALL')];
  const row: Row = {id: [...origin, ...keyOf(columns, place)].join('|')};
  const {properties} = stream.json_schema as unknown as {properties: Record<string, Property>};
  for (const [field, property] of Object.entries(properties)) {
    const {title} = property;
    if (typeof title === 'string') row[field] = typed(columns[title] ?? '', property);
  }
  if (date) row['reportDate'] = date;
  if ('reportPeriod' in row) row['reportPeriod'] ??= date ? 1 : (DAYS[period ?? ''] ?? null);
  row['names_concealed'] = NAMES.some((name) => /^[0-9A-F]{32}$/.test(columns[name] ?? ''));
  row['other_columns'] = null;
  return row;
}

function keyOf(columns: Columns, place: number): string[] {
  const {'Site Id': site, 'User Principal Name': user, 'Owner Principal Name': owner} = columns;
  const group = [columns['Group Id'], columns['Team Id'], ...GROUP_NAMES.map((n) => columns[n])];
  const isNamed = (text: string | undefined): boolean => Boolean(text && /[^0-]/.test(text));
  const isSite = 'Root Web Template' in columns;
  const isGroup = GROUP_NAMES.some((one) => one in columns);
  const candidates = isGroup ? group : isSite ? [site] : [site, user, owner];
  const name = candidates.find(isNamed) ?? `row-${place + 2}`;
  return [
    name.toLowerCase(),
    ...(columns['Product Type'] ? [columns['Product Type'].toLowerCase()] : []),
    ...(columns['Is Deleted'] === 'True' ? ['deleted'] : []),
  ];
}

function typed(text: string, {type}: Property): unknown {
  if (text === '') return null;
  if ([type].flat().includes('integer')) return Number(text);
  if ([type].flat().includes('boolean')) return TRUTHS[text];
  if ([type].flat().includes('array')) return text.split(/(?<! )\+(?! )/);
  return text;
}
