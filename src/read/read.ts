import type {ConfiguredStream} from '../airbyte/catalog';
import type {ReadRequest, Session} from '../airbyte/source';
import {StreamWriter} from '../airbyte/stream-writer';
import type {Config} from '../config/config';
import type {ConnectorError} from '../errors';
import {message} from '../message-text';
import type {MessageText} from '../message-text';
import {openGraphSession} from '../graph-session';
import type {GraphSession, GraphSessionOptions} from '../graph-session';
import {newRequestContext} from '../graph/request';
import {Pseudonyms} from '../personal-data/pseudonyms';
import {isAccessDenied} from '../streams/access-denied';
import {loadStreams} from '../streams/load';
import {ProductNames} from '../streams/product-names';
import type {Stream} from '../streams/stream';
import {exitStatusOf, isPartWritten, truncates} from './exit-code';
import type {StreamResult} from './exit-code';
import {absenceOf, asFailure, isNotOffered, logUnavailable} from './unavailable';
import {logPreflightWarnings} from './preflight-warnings';
import {inStartOrder} from './start-order';
import {LANE_THRESHOLD} from './lanes/open-lanes';
import {Workers} from './sync-context';
import type {SyncContext} from './sync-context';
import {syncStream} from './sync-stream';

/** Five minutes of failures, an hour without any answer. */
const READ_BUDGET = {
  failuresMs: 5 * 60_000,
  silenceMs: 60 * 60_000,
  later: 'The next sync tries again',
};

/**
 * Reads the configured streams side by side. One that fails does not stop the others.
 * @returns the exit code, see `exitStatusOf`.
 */
export async function read(
  config: Config,
  {request, session}: {request: ReadRequest; session: Session},
  options: GraphSessionOptions,
): Promise<number> {
  const onClockSkew = (warning: string): void => session.messages.log('WARN', warning);
  const given = {...options, budget: READ_BUDGET, onClockSkew};
  const graphSession = openGraphSession(config, session, given);
  try {
    const streams = new Map(
      (await loadStreams()).map((stream) => [stream.definition.name, stream]),
    );
    await signIn(graphSession, session);
    const workers = new Workers(config.numWorkers);
    const {pseudonymKey: key} = config;
    const pseudonyms = key === undefined ? undefined : new Pseudonyms(key);
    const names = new ProductNames();
    const {laneThreshold = LANE_THRESHOLD} = options;
    const shared = {workers, names, pseudonyms, laneThreshold};
    const sync = {config, request, session, graphSession, ...shared};
    logPreflightWarnings(sync, streams);
    const results = await readAll(streams, sync);
    logUnavailable(results, streams, sync);
    const {exitCode, traces} = exitStatusOf(results, config.onMissingPermission);
    for (const {error, configured} of traces) {
      session.messages.errorTrace(error, configured.descriptor);
    }
    return exitCode;
  } finally {
    graphSession.close();
  }
}

/** A rejected sign-in is one problem, not one of each stream. */
async function signIn({client}: GraphSession, {signal}: Session): Promise<void> {
  await client.authenticate(newRequestContext(signal));
}

/** @returns the results in the order of the catalog. */
function readAll(streams: Map<string, Stream>, sync: SyncContext): Promise<StreamResult[]> {
  const {request, workers} = sync;
  const streamOf = ({descriptor}: ConfiguredStream): Stream | undefined =>
    streams.get(descriptor.name);
  const ordered = inStartOrder(
    request.streams,
    (configured) => streamOf(configured)?.definition.rateLimitScope,
  );
  const started = new Map(
    ordered.map((configured) => [
      configured,
      workers.run(() => readConfigured(configured, streamOf(configured), sync)),
    ]),
  );
  return Promise.all(request.streams.flatMap((configured) => started.get(configured) ?? []));
}

async function readConfigured(
  configured: ConfiguredStream,
  stream: Stream | undefined,
  sync: SyncContext,
): Promise<StreamResult> {
  const {messages, signal} = sync.session;
  signal.throwIfAborted();
  const {descriptor, syncMode} = configured;
  const incoming = sync.request.states.of(descriptor);
  // Whether the state of a full refresh still holds is found out by reading.
  const safe = syncMode === 'incremental' ? incoming : undefined;
  const writer = new StreamWriter(messages, descriptor, safe);
  writer.started();
  const absence = absenceOf(descriptor.name, stream, sync.config);
  const ended =
    absence?.error ?? (await syncStream(writer, {stream: stream!, configured, incoming}, sync));
  if (!ended) {
    writer.complete();
    return {kind: 'complete', configured};
  }
  writer.incomplete();
  const error = asFailure(ended, configured, incoming);
  if (absence?.kind === 'unavailable_in_cloud' || isNotOffered(error)) {
    return {kind: 'unavailable_in_cloud', configured, error};
  }
  if (isAccessDenied(error)) {
    const partial = writer.records > 0 || isPartWritten(configured, incoming);
    return denied(configured, error, {sync, partial});
  }
  messages.log('ERROR', error.message, error.fields.quoted);
  if (error.failureType !== 'config_error') messages.errorTrace(error, descriptor);
  return {kind: 'failed', configured, error};
}

function denied(
  configured: ConfiguredStream,
  error: ConnectorError,
  {sync, partial}: {sync: SyncContext; partial: boolean},
): StreamResult {
  const {messages} = sync.session;
  messages.log('WARN', deniedWarning(error), error.fields.quoted);
  if (truncates(configured) && sync.config.onMissingPermission === 'auto') {
    messages.log('WARN', emptyTableWarning(configured.descriptor.name));
  }
  return {kind: 'denied', configured, error, partial};
}

export function deniedWarning({messageText}: ConnectorError): MessageText {
  return message`${messageText} Nothing more is read.`;
}

export function emptyTableWarning(stream: string): string {
  return (
    `${stream}: this sync would empty the table of the stream, so it ends as ` +
    'failed and no table is replaced. Follow the warning before this message, or deselect the stream. With ' +
    'on_missing_permission set to skip, the sync succeeds and the table may be emptied.'
  );
}
