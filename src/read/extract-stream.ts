import type {ReportsApi} from '../graph/reports/reports-api';
import type {LaneThreshold} from '../graph-session';
import {RowPseudonymizer} from '../personal-data/row-pseudonymizer';
import type {Pseudonyms} from '../personal-data/pseudonyms';
import {explainFailure} from '../streams/access-denied';
import {selectOf} from '../streams/request-url';
import type {IncrementalCursor, NoCursor, ProductNameLookup, Stream} from '../streams/stream';
import {readChangeDetection} from './cursors/change-detection';
import {readAllSlices, readDailySlices} from './cursors/daily-slices';
import {readDeltaLink} from './cursors/delta-link';
import {readFullSnapshot, readReportSnapshot} from './cursors/report-snapshot';
import {readSignInPasses} from './cursors/sign-in-passes';
import type {FullScan} from './checkpoint';
import {Domains, EVERYONE} from './domains';
import {ExtractionClock} from './extraction-clock';
import {fullRefresh, openRefresh} from './full-refresh';
import {readFullScan, readRepeatedFullScan} from './full-scan';
import {rowCopierOf} from './row-copier-of';
import {openState} from './state';
import type {OpenedState, StateScope} from './state';
import {logStateReset} from './state-reset';
import {newSkippedCounts} from './stream-context';
import type {ExtractionRequest, SkippedCounts, StreamContext, SyncEvents} from './stream-context';
import {createTransform} from './transform';

/** Reads everything. */
interface FullStrategy {
  full: (context: StreamContext, list: FullScan) => SyncEvents;
}

/** Reads everything, or from a state on, with states of its own. */
interface IncrementalStrategy extends FullStrategy {
  incremental: (context: StreamContext, opened: OpenedState) => SyncEvents;
}

const STRATEGIES: Record<IncrementalCursor['kind'], IncrementalStrategy> &
  Record<NoCursor['kind'], FullStrategy & {incremental?: undefined}> = {
  change_detection: {full: readFullScan, incremental: readChangeDetection},
  delta_link: {full: readFullScan, incremental: readDeltaLink},
  sign_in_passes: {full: readFullScan, incremental: readSignInPasses},
  full_scan: {full: readFullScan, incremental: readRepeatedFullScan},
  report_snapshot: {full: readFullSnapshot, incremental: readReportSnapshot},
  daily_slices: {full: readAllSlices, incremental: readDailySlices},
  none: {full: readFullScan},
};

/** The settings that decide what is read and how; none of the credentials. */
export interface ExtractionSettings {
  tenantId: string;
  /** Lower-case names, sorted, or only `*`. */
  domains: readonly string[];
  /** Scheme, host and version of the API, for all but usage reports. */
  baseUrl: string;
  reportsApi: ReportsApi;
  /** Period of the snapshots of usage reports, such as `D30`. */
  reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  backfillDays: number;
  laneThreshold: LaneThreshold;
  names: ProductNameLookup;
  /** Undefined where personal data is kept. */
  pseudonyms: Pseudonyms | undefined;
}

/** The effects of reading one stream, passed in. */
export type ExtractionPorts = Pick<
  StreamContext,
  'pages' | 'count' | 'object' | 'report' | 'roles' | 'log' | 'now' | 'sleep' | 'serverTime'
>;

/** A read under way: its events, and the counts of the rows that it skipped. */
export interface Extraction {
  events: SyncEvents;
  skipped: SkippedCounts;
}

interface ExtractionOptions {
  settings: ExtractionSettings;
  ports: ExtractionPorts;
}

/** Starts to read a stream; nothing is requested before the first event is taken. */
export function extractStream(
  stream: Stream,
  request: ExtractionRequest,
  options: ExtractionOptions,
): Extraction {
  const people = RowPseudonymizer.for(stream, options.settings.pseudonyms);
  const scope = stateScopeOf(stream, options.settings, people);
  const {full, incremental} = STRATEGIES[stream.definition.cursor.kind];
  if (request.incremental && incremental) {
    const opened = openState(request.state, scope);
    const context = newContext(stream, options, {scope, people, request, after: opened.after});
    logStateReset(context, opened);
    return extraction(context, incremental(context, opened));
  }
  const opened = openRefresh(request, scope, options.ports.serverTime(options.ports.now()));
  const context = newContext(stream, options, {scope, people, request, after: opened.after});
  const read = (list: FullScan): SyncEvents => full(context, list);
  return extraction(context, fullRefresh(context, request, {opened, read}));
}

interface ContextParts extends Pick<StreamContext, 'scope' | 'people'> {
  request: ExtractionRequest;
  /** The latest time in the state, in epoch milliseconds; rows get a later one. */
  after: number;
}

function newContext(
  stream: Stream,
  {settings, ports}: ExtractionOptions,
  {scope, people, request, after}: ContextParts,
): StreamContext {
  const {definition, schema} = stream;
  const isTenantWide = definition.domainFilter.kind === 'tenant_wide';
  const {baseUrl, reportsApi, reportPeriod, backfillDays, laneThreshold} = settings;
  return {
    ...ports,
    ...{definition, schema, scope, people, baseUrl, reportsApi, reportPeriod, backfillDays},
    laneThreshold,
    transform: createTransform(definition, Object.keys(schema.properties), settings.names),
    rowCopier: people ? undefined : rowCopierOf(stream),
    deduplicates: request.destinationSyncMode.endsWith('dedup'),
    domains: new Domains(isTenantWide ? [EVERYONE] : settings.domains),
    extractionClock: new ExtractionClock(() => ports.serverTime(ports.now()), after),
    skipped: newSkippedCounts(),
    select: selectOf(definition, schema),
  };
}

function extraction(context: StreamContext, events: SyncEvents): Extraction {
  const emitted = context.people ? pseudonymous(context.people, events) : events;
  return {events: explainingFailures(context, emitted), skipped: context.skipped};
}

/** The last step: until here rows are compared, filtered and counted as they came. */
async function* pseudonymous(people: RowPseudonymizer, inner: SyncEvents): SyncEvents {
  for await (const event of inner) {
    if ('rows' in event && !event.isPseudonymous) for (const row of event.rows) people.apply(row);
    yield event;
  }
}

async function* explainingFailures(
  {definition, roles}: StreamContext,
  inner: SyncEvents,
): SyncEvents {
  try {
    yield* inner;
  } catch (error) {
    throw explainFailure(definition, error, roles());
  }
}

function stateScopeOf(
  {definition, schema}: Stream,
  settings: ExtractionSettings,
  people: RowPseudonymizer | undefined,
): StateScope {
  const isFiltered = definition.domainFilter.kind !== 'tenant_wide';
  const isSnapshot = definition.cursor.kind === 'report_snapshot';
  const hasPeriod = isSnapshot && definition.report?.takes !== 'nothing';
  return {
    tenant_id: settings.tenantId,
    graph_host: new URL(settings.baseUrl).host,
    ...(isFiltered && {domains: settings.domains}),
    ...(hasPeriod && {report_period: settings.reportPeriod}),
    ...(people && {personal_data: people.pseudonyms.fingerprint}),
    fields: Object.keys(schema.properties),
  };
}
