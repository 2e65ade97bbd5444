import type {ConfiguredStream} from '../airbyte/catalog';
import type {ReadRequest, Session} from '../airbyte/source';
import {StreamReport} from '../airbyte/stream-report';
import type {Config} from '../config';
import {ConfigError} from '../errors';
import type {ConnectorError} from '../errors';
import {newMeter} from '../graph/request';
import {loadStreams} from '../sync/load-streams';
import type {Stream} from '../sync/load-streams';
import {ProductNames} from '../sync/product-names';
import {Workers} from '../sync/workers';
import {connect} from './connect';
import type {Connection, ConnectOptions} from './connect';
import {readInto} from './read-into';
import {tellAboutTheRun} from './tell';

/** Five minutes of failures, an hour without any answer. */
const READ_BUDGET = {failuresMs: 5 * 60_000, silenceMs: 60 * 60_000};

/**
 * Reads the configured streams side by side. One that fails does not stop the others.
 * @returns the exit code: 0 only if every stream is complete, because the platform then takes all
 * of them for complete.
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
    return reportFailures(results, session);
  } finally {
    connection.close();
  }
}

/** A rejected sign-in is one problem, not one of each stream. */
async function signIn({client}: Connection, {signal}: Session): Promise<void> {
  await client.signIn({signal, meter: newMeter(), idle: (wait) => wait()});
}

/** All that the streams of one read share. */
export interface Run {
  config: Config;
  request: ReadRequest;
  session: Session;
  connection: Connection;
  workers: Workers;
  names: ProductNames;
}

interface Result {
  configured: ConfiguredStream;
  error?: ConnectorError;
}

async function readConfigured(
  configured: ConfiguredStream,
  stream: Stream | undefined,
  run: Run,
): Promise<Result> {
  const {messages, signal} = run.session;
  signal.throwIfAborted();
  const {descriptor, syncMode} = configured;
  const incoming = syncMode === 'incremental' ? run.request.states.of(descriptor) : undefined;
  const report = new StreamReport(messages, descriptor, incoming);
  report.started();
  const error = stream
    ? await readInto(report, {stream, configured, incoming}, run)
    : unknownStream(descriptor.name);
  if (!error) {
    report.complete();
    return {configured};
  }
  messages.log('ERROR', error.message);
  report.incomplete();
  // The first trace decides whether the platform tries again, so those that trying again cannot
  // heal come last: see reportFailures.
  if (error.failureType !== 'config_error') messages.errorTrace(error, descriptor);
  return {configured, error};
}

function unknownStream(name: string): ConnectorError {
  return new ConfigError(
    `${name}: the connector has no stream of this name. ` +
      'Refresh the source schema of the connection, or deselect the stream.',
  );
}

function reportFailures(results: Result[], {messages}: Session): number {
  const failed = results.filter(({error}) => error !== undefined);
  for (const {error, configured} of failed) {
    if (error?.failureType === 'config_error') messages.errorTrace(error, configured.descriptor);
  }
  return failed.length === 0 ? 0 : 1;
}
