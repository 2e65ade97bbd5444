/**
 * A usage report as a stream. A report is one CSV file, so its definition says which file, what
 * makes a row one of a kind, and whose row it is.
 */
import type {DomainFilter, StreamDefinition} from './define-stream';
import type {Stream} from './load';
import {REPORTS_READ_ALL} from './permissions';

export interface ReportDefinition {
  /** snake_case of the Graph function without `get`. */
  readonly name: string;
  readonly docs: string;
  /** Path behind the version of the API, without the parameters. */
  readonly endpoint: string;
  /** What the function takes: nothing, a period, or a period or one day. */
  readonly takes: ReportParameter;
  /**
   * The fields that tell the rows of one report apart. Of several fields in one part, the first
   * that has a value counts.
   */
  readonly naturalKey: readonly (string | readonly string[])[];
  readonly domainFilter: DomainFilter;
  /** Absent where no licence is needed. */
  readonly licence?: StreamDefinition['licence'];
  /** Absent for what Microsoft promises of usage reports. */
  readonly freshness?: string;
  /** How the rows join beside the user principal name, if they do. */
  readonly joins?: string;
}

export type ReportParameter = 'nothing' | 'period' | 'period or date';

/** What the engine needs to know of a report beyond a stream. */
export type ReportFacts = Pick<ReportDefinition, 'takes' | 'naturalKey'>;

/** The daily slices of a report: all but the name is taken over from its snapshot. */
export interface DailyReport {
  readonly name: string;
  /** The stream of the snapshot. */
  readonly dailyOf: string;
}

/** The snapshot of a report over the configured period. */
export function defineReport(report: ReportDefinition): StreamDefinition {
  const {name, docs, endpoint, takes, naturalKey, domainFilter} = report;
  const {licence, freshness, joins} = report;
  return Object.freeze<StreamDefinition>({
    name,
    docs,
    endpoint,
    select: 'none',
    pageSizes: [],
    permissions: [REPORTS_READ_ALL],
    licence: licence ?? 'any',
    clouds: 'global',
    rateLimitScope: `report:${endpoint}`,
    primaryKey: ['id'],
    cursor: {kind: 'report_snapshot'},
    domainFilter,
    freshness: freshness ?? 'within 48 hours; the refresh date says of which day',
    joins: [joinByName(domainFilter), joins].filter(Boolean).join('; or '),
    empty: 'possible',
    report: {takes, naturalKey},
  });
}

/** The report again, one slice a day. */
export function defineDailyReport(daily: DailyReport): DailyReport {
  return Object.freeze(daily);
}

export function composeDaily({name}: DailyReport, snapshot: StreamDefinition): StreamDefinition {
  return Object.freeze<StreamDefinition>({...snapshot, name, cursor: {kind: 'daily_slices'}});
}

/** Reports spell names in capitals of their own. */
function joinByName(domainFilter: DomainFilter): string {
  const field = domainFilter.kind === 'tenant_wide' ? 'id' : domainFilter.field;
  return `\`lower(${field})\` = \`lower(userPrincipalName)\` of \`users\``;
}

/** The schema of a report's daily slices: that of its snapshot, and the day. */
export function composeDailySchema(snapshot: Stream['schema']): Stream['schema'] {
  const {id, ...properties} = snapshot.properties;
  const title = `${String(snapshot['title'])}, by day`;
  const description = `${String(snapshot['description'])} One slice for each day.`;
  return {...snapshot, title, description, properties: {id: id!, reportDate: DAY, ...properties}};
}

const DAY = {
  type: 'string',
  format: 'date',
  description: 'The day that the row is about, in UTC.',
};
