import {changeDetection} from './cursors/change-detection';
import {deltaLink} from './cursors/delta-link';
import {signInPasses} from './cursors/sign-in-passes';
import type {Cursor, Row, StreamDefinition} from './define-stream';
import {Domains, EVERYONE} from './domains';
import {explainFailure} from './explain-failure';
import {readFullList} from './full-list';
import type {Stream} from './load-streams';
import {newTally} from './read-context';
import type {ReadContext, SyncEvents, Tally} from './read-context';
import {shapeFor} from './rows';
import {openState} from './saved-state';
import type {MadeWith, OpenedState} from './saved-state';
import {selectOf} from './select';
import {Stamps} from './stamps';
import {sayWhyStartingOver} from './start-over';

type Strategy = (context: ReadContext, opened: OpenedState) => SyncEvents;

const STRATEGIES: Record<Exclude<Cursor['kind'], 'none'>, Strategy> = {
  change_detection: changeDetection,
  delta_link: deltaLink,
  sign_in_passes: signInPasses,
};

/** Airbyte's sign that a full refresh has ended. It says nothing to an incremental read. */
const FULL_REFRESH_COMPLETE = '__ab_full_refresh_sync_complete';

/** How a stream is to be read in this sync. */
export interface ReadRequest {
  incremental: boolean;
  /** The stream's state of before; only an incremental read looks at it. */
  state: Row | undefined;
  /** The catalog's generation, where the platform has one. */
  generationId: number | undefined;
}

export interface ReadSettings {
  tenantId: string;
  /** Lower-case names, or only `*`. */
  domains: readonly string[];
  /** Scheme, host and version of the API. */
  baseUrl: string;
}

/** What the engine takes from outside for one stream. */
export type ReadPorts = Pick<ReadContext, 'pages' | 'log' | 'now'>;

/** A read under way: its events, and the counts of what it left out. */
export interface StreamRead {
  events: SyncEvents;
  tally: Tally;
}

/** Whether the stream can be read from where the last sync ended. */
export function isIncremental({cursor}: StreamDefinition): boolean {
  return cursor.kind !== 'none';
}

export function readStream(
  stream: Stream,
  request: ReadRequest,
  {settings, ports}: {settings: ReadSettings; ports: ReadPorts},
): StreamRead {
  const {definition} = stream;
  const madeWith = madeWithOf(stream, settings);
  const state = request.incremental ? request.state : undefined;
  const opened = openState(state, madeWith);
  const isTenantWide = definition.domainFilter.kind === 'tenant_wide';
  const context: ReadContext = {
    ...ports,
    definition,
    madeWith,
    shape: shapeFor(definition, Object.keys(stream.schema.properties)),
    domains: new Domains(isTenantWide ? [EVERYONE] : settings.domains),
    stamps: new Stamps(ports.now, opened.after),
    tally: newTally(),
    select: selectOf(definition, stream.schema),
    baseUrl: settings.baseUrl,
  };
  return {events: explained(context, events(context, request, opened)), tally: context.tally};
}

function events(context: ReadContext, request: ReadRequest, opened: OpenedState): SyncEvents {
  const {cursor} = context.definition;
  if (!request.incremental || cursor.kind === 'none') {
    return fullRefresh(context, request.generationId);
  }
  sayWhyStartingOver(context, opened);
  return STRATEGIES[cursor.kind](context, opened);
}

async function* fullRefresh(context: ReadContext, generationId: number | undefined): SyncEvents {
  yield* readFullList(context);
  const generation = generationId === undefined ? {} : {generation_id: generationId};
  yield {state: {[FULL_REFRESH_COMPLETE]: true, ...generation}};
}

async function* explained({definition}: ReadContext, inner: SyncEvents): SyncEvents {
  try {
    yield* inner;
  } catch (error) {
    throw explainFailure(definition, error);
  }
}

function madeWithOf({definition, schema}: Stream, settings: ReadSettings): MadeWith {
  const filters = definition.domainFilter.kind !== 'tenant_wide';
  return {
    tenant_id: settings.tenantId,
    graph_host: new URL(settings.baseUrl).host,
    ...(filters && {domains: settings.domains}),
    fields: Object.keys(schema.properties),
  };
}
