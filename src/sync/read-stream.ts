import {changeDetection} from './cursors/change-detection';
import {allSlices, dailySlices} from './cursors/daily-slices';
import {deltaLink} from './cursors/delta-link';
import {reportSnapshot, wholeSnapshot} from './cursors/report-snapshot';
import {signInPasses} from './cursors/sign-in-passes';
import {wholeList} from './cursors/whole-list';
import type {Cursor, StreamDefinition} from './define-stream';
import {Domains, EVERYONE} from './domains';
import {explainFailure} from './explain-failure';
import {readFullList} from './full-list';
import type {FullList} from './full-list';
import {fullRefresh, openRefresh} from './full-refresh';
import type {FullRefreshRequest} from './full-refresh';
import type {Stream} from './load-streams';
import type {ProductNames} from './product-names';
import {newTally} from './read-context';
import type {ReadContext, SyncEvents, Tally} from './read-context';
import {SYNCED_AT, shapeFor} from './rows';
import {openState} from './saved-state';
import type {MadeWith, OpenedState} from './saved-state';
import {selectOf} from './select';
import {Stamps} from './stamps';
import {sayWhyStartingOver} from './start-over';

/** How a kind of cursor reads: everything, or from a state on, with states of its own. */
interface Strategy {
  full: (context: ReadContext, list: FullList) => SyncEvents;
  incremental?: (context: ReadContext, opened: OpenedState) => SyncEvents;
}

const STRATEGIES: Record<Cursor['kind'], Strategy> = {
  change_detection: {full: readFullList, incremental: changeDetection},
  delta_link: {full: readFullList, incremental: deltaLink},
  sign_in_passes: {full: readFullList, incremental: signInPasses},
  whole_list: {full: readFullList, incremental: wholeList},
  report_snapshot: {full: wholeSnapshot, incremental: reportSnapshot},
  daily_slices: {full: allSlices, incremental: dailySlices},
  none: {full: readFullList},
};

/** How a stream is to be read in this sync. */
export type ReadRequest = FullRefreshRequest;

export interface ReadSettings {
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
export type ReadPorts = Pick<ReadContext, 'pages' | 'report' | 'roles' | 'log' | 'now'>;

/** A read under way: its events, and the counts of what it left out. */
export interface StreamRead {
  events: SyncEvents;
  tally: Tally;
}

/** Whether the stream can be read from where the last sync ended. */
export function isIncremental({cursor}: StreamDefinition): boolean {
  return STRATEGIES[cursor.kind].incremental !== undefined;
}

/** Whether a full refresh that was interrupted can go on, or an incremental read takes its place. */
export function isResumable({cursor}: StreamDefinition): boolean {
  const {full, incremental} = STRATEGIES[cursor.kind];
  return full === readFullList || incremental !== undefined;
}

/** The field by which destinations tell the newest row. */
export function cursorField({cursor}: StreamDefinition): string {
  if (cursor.kind === 'report_snapshot') return 'reportRefreshDate';
  return cursor.kind === 'daily_slices' ? 'reportDate' : SYNCED_AT;
}

export function readStream(
  stream: Stream,
  request: ReadRequest,
  {settings, ports}: {settings: ReadSettings; ports: ReadPorts},
): StreamRead {
  const {definition} = stream;
  const madeWith = madeWithOf(stream, settings);
  const {full, incremental} = STRATEGIES[definition.cursor.kind];
  const isTenantWide = definition.domainFilter.kind === 'tenant_wide';
  const contextAfter = (after: number): ReadContext => ({
    ...ports,
    definition,
    madeWith,
    schema: stream.schema,
    shape: shapeFor(definition, Object.keys(stream.schema.properties), settings.names),
    domains: new Domains(isTenantWide ? [EVERYONE] : settings.domains),
    stamps: new Stamps(ports.now, after),
    tally: newTally(),
    select: selectOf(definition, stream.schema),
    baseUrl: settings.baseUrl,
    reportPeriod: settings.reportPeriod,
    backfillDays: settings.backfillDays,
  });
  if (request.incremental && incremental) {
    const opened = openState(request.state, madeWith);
    const context = contextAfter(opened.after);
    sayWhyStartingOver(context, opened);
    return started(context, incremental(context, opened));
  }
  const opened = openRefresh(request, madeWith, ports.now());
  const context = contextAfter(opened.after);
  const read = (list: FullList): SyncEvents => full(context, list);
  return started(context, fullRefresh(context, request, {opened, read}));
}

function started(context: ReadContext, events: SyncEvents): StreamRead {
  return {events: explained(context, events), tally: context.tally};
}

async function* explained({definition, roles}: ReadContext, inner: SyncEvents): SyncEvents {
  try {
    yield* inner;
  } catch (error) {
    throw explainFailure(definition, error, roles());
  }
}

function madeWithOf({definition, schema}: Stream, settings: ReadSettings): MadeWith {
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
