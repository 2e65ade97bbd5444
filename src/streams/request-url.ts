import type {ReportsApi} from '../graph/reports/reports-api';
import {isGraphProperty} from './row';
import type {Relationship, StreamDefinition, StreamSchema} from './stream';

/** The periods that reports can be requested for, each with its days; not every version has all. */
const PERIODS: Readonly<Record<string, number>> = {D7: 7, D28: 28, D30: 30, D90: 90, D180: 180};

/** Null for all time. */
export function daysOfPeriod(period: string): number | null {
  return Object.hasOwn(PERIODS, period) ? PERIODS[period]! : null;
}

/** One way to ask for a report over a period. */
export interface SnapshotRequest {
  url: string;
  /** As asked for, such as `D28`. `ALL` for a report that takes no period: it covers all time. */
  period: string;
  /** Absent for a report that has one version only. */
  version?: string;
}

/** The report over a period. Where Graph refuses the first request, the next one is an older version. */
export function snapshotRequests(
  api: ReportsApi,
  definition: StreamDefinition,
  period: string,
): readonly [SnapshotRequest, ...SnapshotRequest[]] {
  const {takes, newerVersion} = definition.report ?? {};
  if (takes === 'nothing') return [{url: reportUrl(api, definition, ''), period: 'ALL'}];
  const plain = {url: periodUrl(api, definition, period), period};
  if (!newerVersion) return [plain];
  const {name: version, periods} = newerVersion;
  const own = periods[period] ?? period;
  const url = reportUrl(api, definition, `(period='${own}',version='${version}')`);
  return [
    {url, period: own, version},
    {...plain, version: 'v1'},
  ];
}

/** The report over a period, in its oldest version; without parameters where it takes none. */
export function periodUrl(api: ReportsApi, definition: StreamDefinition, period: string): string {
  const parameters = definition.report?.takes === 'nothing' ? '' : `(period='${period}')`;
  return reportUrl(api, definition, parameters);
}

/** The report of one day, `YYYY-MM-DD`. */
export function dateUrl(api: ReportsApi, definition: StreamDefinition, day: string): string {
  return reportUrl(api, definition, `(date=${day})`);
}

function reportUrl(
  {baseUrl, query}: ReportsApi,
  {endpoint}: StreamDefinition,
  parameters: string,
): string {
  return `${baseUrl}${endpoint}${parameters}${query}`;
}

/** The properties for `$select`, so that request and schema cannot differ; undefined for all. */
export function selectOf(
  {select}: StreamDefinition,
  {properties}: StreamSchema,
): readonly string[] | undefined {
  if (select === 'none') return undefined;
  return select === 'schema' ? Object.keys(properties).filter(isGraphProperty) : select;
}

/** The properties for `$select` of a delta query, which takes relationships as well. */
export function deltaSelectOf(
  select: readonly string[] | undefined,
  relationship: Relationship | undefined,
): readonly string[] | undefined {
  return select && relationship ? [...select, relationship.name] : select;
}

/** The value of `$expand`; undefined where there is no relationship. */
export function expandOf({relationship}: StreamDefinition): string | undefined {
  return relationship && `${relationship.name}($select=id)`;
}
