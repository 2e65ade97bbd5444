/**
 * A usage report as a stream. A report is one CSV file, so its definition says which file, what
 * makes a row unique, and whose row it is.
 */
import {REPORTS_READ_ALL} from './permissions';
import {PERSONAL} from './personal-data';
import type {
  DomainFilter,
  IncrementalCursor,
  ReportFacts,
  Stream,
  StreamDefinition,
  StreamSchema,
} from './stream';

export interface ReportDefinition extends ReportFacts {
  /** snake_case of the Graph function without `get`. */
  readonly name: string;
  readonly docs: string;
  /** Path behind the version of the API, without the parameters. */
  readonly endpoint: string;
  readonly domainFilter: DomainFilter;
  /** Absent where national clouds are asked for the report, too. */
  readonly clouds?: StreamDefinition['clouds'];
  /** Absent where no licence is needed. */
  readonly licence?: StreamDefinition['licence'];
  /** Absent for what Microsoft promises of usage reports. */
  readonly freshness?: string;
  /** How the rows join beside the user principal name, if they do. */
  readonly joins?: string;
}

/**
 * The snapshot of a report over the configured period. One that `takes: 'period or date'` also
 * has a stream of daily slices, see `dailyStreamOf`.
 */
export function defineReport(report: ReportDefinition): StreamDefinition {
  const {name, docs, endpoint, takes, naturalKey, newerVersion, domainFilter} = report;
  const {clouds, licence, freshness, joins} = report;
  return Object.freeze<StreamDefinition>({
    name,
    docs,
    endpoint,
    select: 'none',
    pageSizes: [],
    permissions: [REPORTS_READ_ALL],
    licence: licence ?? 'any',
    clouds: clouds ?? 'all',
    rateLimitScope: `report:${endpoint}`,
    primaryKey: ['id'],
    cursor: reportSnapshot(),
    domainFilter,
    freshness: freshness ?? 'within 48 hours; the refresh date names the day',
    joins: [joinByName(domainFilter), joins].filter(Boolean).join('; or '),
    empty: 'possible',
    report: {takes, naturalKey, ...(newerVersion && {newerVersion})},
  });
}

/** The report of the configured period; each snapshot is delivered once. */
function reportSnapshot(): IncrementalCursor {
  return {kind: 'report_snapshot', isIncremental: true, field: 'reportRefreshDate'};
}

/** The report of single days, one after the other. */
export function dailySlices(): IncrementalCursor {
  return {kind: 'daily_slices', isIncremental: true, field: 'reportDate'};
}

/** Reports spell user principal names in a case of their own; some have none. */
function joinByName(domainFilter: DomainFilter): string | undefined {
  if (domainFilter.kind === 'tenant_wide') return undefined;
  return `\`lower(${domainFilter.field})\` = \`lower(userPrincipalName)\` of \`users\``;
}

/**
 * The daily slices of a report, as a stream of their own.
 * @returns undefined where Graph does not give the report of a single day.
 */
export function dailyStreamOf({definition, schema}: Stream): Stream | undefined {
  if (definition.report?.takes !== 'period or date') return undefined;
  const daily = {...definition, name: `${definition.name}_daily`, cursor: dailySlices()};
  return {definition: Object.freeze<StreamDefinition>(daily), schema: dailySchema(schema)};
}

function dailySchema(snapshot: StreamSchema): StreamSchema {
  const {id, ...properties} = snapshot.properties;
  const title = `${String(snapshot['title'])}, by day`;
  const description = `${String(snapshot['description'])} One slice for each day.`;
  return {...snapshot, title, description, properties: {id: id!, reportDate: DAY, ...properties}};
}

const DAY = {
  type: 'string',
  format: 'date',
  description: 'The day that the row is about, in UTC.',
  [PERSONAL]: 'none',
};
