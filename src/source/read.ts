import type {ConfiguredStream} from '../airbyte/catalog';
import type {ReadRequest, Session} from '../airbyte/source';
import {StreamReport} from '../airbyte/stream-report';
import type {Config} from '../config';
import {ConfigError} from '../errors';
import type {ConnectorError} from '../errors';
import {soleOwner} from '../graph/request';
import {denialOf} from '../sync/denial';
import {loadStreams} from '../sync/load-streams';
import type {Stream} from '../sync/load-streams';
import {isOffered} from '../sync/offered';
import {ProductNames} from '../sync/product-names';
import {Workers} from '../sync/workers';
import {connect} from './connect';
import type {Connection, ConnectOptions} from './connect';
import {isPartWritten, outcomeOf, truncates} from './outcome';
import type {Result} from './outcome';
import {readInto} from './read-into';
import {tellAboutTheRun} from './tell';

/** Five minutes of failures, an hour without any answer. */
const READ_BUDGET = {
  failuresMs: 5 * 60_000,
  silenceMs: 60 * 60_000,
  later: 'The next sync tries again',
};

/** All that the streams of one read share. */
export interface Run {
  config: Config;
  request: ReadRequest;
  session: Session;
  connection: Connection;
  workers: Workers;
  names: ProductNames;
}

/**
 * Reads the configured streams side by side. One that fails does not stop the others.
 * @returns the exit code, see `outcomeOf`.
 */
export async function read(
  config: Config,
  {request, session}: {request: ReadRequest; session: Session},
  options: ConnectOptions,
): Promise<number> {
  const connection = connect(config, session, {...options, budget: READ_BUDGET});
  try {
    const streams = new Map(
      (await loadStreams()).map((stream) => [stream.definition.name, stream]),
    );
    await signIn(connection, session);
    const workers = new Workers(config.numWorkers);
    const run = {config, request, session, connection, workers, names: new ProductNames()};
    tellAboutTheRun(run, streams);
    const results = await Promise.all(
      request.streams.map((configured) =>
        workers.run(() => readConfigured(configured, streams.get(configured.descriptor.name), run)),
      ),
    );
    const {exitCode, traces} = outcomeOf(results, config.onMissingPermission);
    for (const {error, configured} of traces) {
      session.messages.errorTrace(error, configured.descriptor);
    }
    return exitCode;
  } finally {
    connection.close();
  }
}

/** A rejected sign-in is one problem, not one of each stream. */
async function signIn({client}: Connection, {signal}: Session): Promise<void> {
  await client.signIn(soleOwner(signal));
}

async function readConfigured(
  configured: ConfiguredStream,
  stream: Stream | undefined,
  run: Run,
): Promise<Result> {
  const {messages, signal} = run.session;
  signal.throwIfAborted();
  const {descriptor, syncMode} = configured;
  const incoming = run.request.states.of(descriptor);
  // Whether the state of a full refresh still holds is found out by reading.
  const safe = syncMode === 'incremental' ? incoming : undefined;
  const report = new StreamReport(messages, descriptor, safe);
  report.started();
  const absence = absenceOf(descriptor.name, stream, run.config);
  const error =
    absence?.error ?? (await readInto(report, {stream: stream!, configured, incoming}, run));
  if (!error) {
    report.complete();
    return {kind: 'complete', configured};
  }
  report.incomplete();
  if (absence?.kind === 'not_offered') {
    messages.log('WARN', error.message);
    return {kind: 'not_offered', configured, error};
  }
  if (denialOf(error)) {
    const partial = report.records > 0 || isPartWritten(configured, incoming);
    return denied(configured, error, {run, partial});
  }
  messages.log('ERROR', error.message);
  if (error.failureType !== 'config_error') messages.errorTrace(error, descriptor);
  return {kind: 'failed', configured, error};
}

function denied(
  configured: ConfiguredStream,
  error: ConnectorError,
  {run, partial}: {run: Run; partial: boolean},
): Result {
  const {messages} = run.session;
  messages.log('WARN', `${error.message} Nothing more is delivered of this stream.`);
  if (truncates(configured) && run.config.onMissingPermission === 'auto') {
    messages.log(
      'WARN',
      `${configured.descriptor.name}: this sync would empty the table of the stream, so it ends as ` +
        'failed and no table is replaced. Do what the warning before says, or deselect the stream. With ' +
        'on_missing_permission set to skip, the sync succeeds and the table may be emptied.',
    );
  }
  return {kind: 'denied', configured, error, partial};
}

/** Why there is nothing to read at all. */
function absenceOf(
  name: string,
  stream: Stream | undefined,
  {cloud}: Config,
): {kind: 'unknown' | 'not_offered'; error: ConnectorError} | undefined {
  if (!stream) {
    const message =
      `${name}: the connector has no stream of this name. ` +
      'Refresh the source schema of the connection, or deselect the stream.';
    return {kind: 'unknown', error: new ConfigError(message)};
  }
  if (isOffered(stream.definition, cloud === 'global')) return undefined;
  const message =
    `${name}: Microsoft does not offer this data in the cloud ${cloud}, so nothing is delivered. ` +
    'Deselect the stream.';
  return {kind: 'not_offered', error: new ConfigError(message)};
}
