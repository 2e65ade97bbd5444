import {readChangeDetection} from './cursors/change-detection';
import {readAllSlices, readDailySlices} from './cursors/daily-slices';
import {readDeltaLink} from './cursors/delta-link';
import {readReportSnapshot, readFullSnapshot} from './cursors/report-snapshot';
import {readSignInPasses} from './cursors/sign-in-passes';
import {readRepeatedFullScan} from './full-scan';
import type {Cursor, StreamDefinition} from '../streams/define-stream';
import {Domains, EVERYONE} from './domains';
import {explainFailure} from '../streams/access-denied';
import {readFullScan} from './full-scan';
import type {FullScan} from './full-scan';
import {fullRefresh, openRefresh} from './full-refresh';
import type {FullRefreshRequest} from './full-refresh';
import type {Stream} from '../streams/load';
import type {ProductNames} from '../streams/product-names';
import {newSkippedCounts} from './stream-context';
import type {StreamContext, SyncEvents, SkippedCounts} from './stream-context';
import {SYNCED_AT, createTransform} from './transform';
import {openState} from './state';
import type {StateScope, OpenedState} from './state';
import {selectOf} from '../streams/request-url';
import {ExtractionClock} from './extraction-clock';
import {logStateReset} from './state';

/** How a kind of cursor reads: everything, or from a state on, with states of its own. */
interface Strategy {
  full: (context: StreamContext, list: FullScan) => SyncEvents;
  incremental?: (context: StreamContext, opened: OpenedState) => SyncEvents;
}

const STRATEGIES: Record<Cursor['kind'], Strategy> = {
  change_detection: {full: readFullScan, incremental: readChangeDetection},
  delta_link: {full: readFullScan, incremental: readDeltaLink},
  sign_in_passes: {full: readFullScan, incremental: readSignInPasses},
  full_scan: {full: readFullScan, incremental: readRepeatedFullScan},
  report_snapshot: {full: readFullSnapshot, incremental: readReportSnapshot},
  daily_slices: {full: readAllSlices, incremental: readDailySlices},
  none: {full: readFullScan},
};

/** How a stream is to be read in this sync. */
export type ExtractionRequest = FullRefreshRequest;

export interface ExtractionSettings {
  tenantId: string;
  /** Lower-case names, sorted, or only `*`. */
  domains: readonly string[];
  /** Scheme, host and version of the API. */
  baseUrl: string;
  /** Period of the snapshots of usage reports, such as `D30`. */
  reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  backfillDays: number;
  names: ProductNames;
}

/** What the engine takes from outside for one stream. */
export type ExtractionPorts = Pick<StreamContext, 'pages' | 'report' | 'roles' | 'log' | 'now'>;

/** A read under way: its events, and the counts of what it left out. */
export interface Extraction {
  events: SyncEvents;
  skipped: SkippedCounts;
}

/** Whether the stream can be read from where the last sync ended. */
export function isIncremental({cursor}: StreamDefinition): boolean {
  return STRATEGIES[cursor.kind].incremental !== undefined;
}

/** Whether a full refresh that was interrupted can go on, or an incremental read takes its place. */
export function isResumable({cursor}: StreamDefinition): boolean {
  const {full, incremental} = STRATEGIES[cursor.kind];
  return full === readFullScan || incremental !== undefined;
}

/** The field by which destinations tell the newest row. */
export function cursorField({cursor}: StreamDefinition): string {
  if (cursor.kind === 'report_snapshot') return 'reportRefreshDate';
  return cursor.kind === 'daily_slices' ? 'reportDate' : SYNCED_AT;
}

export function extractStream(
  stream: Stream,
  request: ExtractionRequest,
  {settings, ports}: {settings: ExtractionSettings; ports: ExtractionPorts},
): Extraction {
  const {definition} = stream;
  const scope = stateScopeOf(stream, settings);
  const {full, incremental} = STRATEGIES[definition.cursor.kind];
  const isTenantWide = definition.domainFilter.kind === 'tenant_wide';
  const contextAfter = (after: number): StreamContext => ({
    ...ports,
    definition,
    scope,
    schema: stream.schema,
    transform: createTransform(definition, Object.keys(stream.schema.properties), settings.names),
    domains: new Domains(isTenantWide ? [EVERYONE] : settings.domains),
    extractionClock: new ExtractionClock(ports.now, after),
    skipped: newSkippedCounts(),
    select: selectOf(definition, stream.schema),
    baseUrl: settings.baseUrl,
    reportPeriod: settings.reportPeriod,
    backfillDays: settings.backfillDays,
  });
  if (request.incremental && incremental) {
    const opened = openState(request.state, scope);
    const context = contextAfter(opened.after);
    logStateReset(context, opened);
    return started(context, incremental(context, opened));
  }
  const opened = openRefresh(request, scope, ports.now());
  const context = contextAfter(opened.after);
  const read = (list: FullScan): SyncEvents => full(context, list);
  return started(context, fullRefresh(context, request, {opened, read}));
}

function started(context: StreamContext, events: SyncEvents): Extraction {
  return {events: explained(context, events), skipped: context.skipped};
}

async function* explained({definition, roles}: StreamContext, inner: SyncEvents): SyncEvents {
  try {
    yield* inner;
  } catch (error) {
    throw explainFailure(definition, error, roles());
  }
}

function stateScopeOf({definition, schema}: Stream, settings: ExtractionSettings): StateScope {
  const filters = definition.domainFilter.kind !== 'tenant_wide';
  const isSnapshot = definition.cursor.kind === 'report_snapshot';
  const hasPeriod = isSnapshot && definition.report?.takes !== 'nothing';
  return {
    tenant_id: settings.tenantId,
    graph_host: new URL(settings.baseUrl).host,
    ...(filters && {domains: settings.domains}),
    ...(hasPeriod && {report_period: settings.reportPeriod}),
    fields: Object.keys(schema.properties),
  };
}
