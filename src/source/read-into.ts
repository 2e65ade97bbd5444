import type {ConfiguredStream} from '../airbyte/catalog';
import type {JsonObject} from '../airbyte/messages';
import type {StreamReport} from '../airbyte/stream-report';
import {asConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {readPages} from '../graph/pages';
import {ADVANCED_QUERY_HEADERS} from '../graph/query';
import {newMeter} from '../graph/request';
import type {Log, RequestOwner} from '../graph/request';
import type {Stream} from '../sync/load-streams';
import {needsOf} from '../sync/permissions';
import {readStream} from '../sync/read-stream';
import type {ReadPorts, StreamRead} from '../sync/read-stream';
import {Pulse} from './pulse';
import type {Run} from './read';
import {progress, summarise} from './summary';
import type {Work} from './summary';

interface Task {
  stream: Stream;
  configured: ConfiguredStream;
  incoming: JsonObject | undefined;
}

/**
 * Reads one stream and writes what it yields.
 * @returns the error that ended it before its end.
 * @throws when the whole run has to stop.
 */
export async function readInto(
  report: StreamReport,
  task: Task,
  run: Run,
): Promise<ConnectorError | undefined> {
  const {connection, session, workers} = run;
  const now = (): number => connection.clock.now();
  const startedAt = now();
  const meter = newMeter();
  const work = (): Work => ({
    records: report.records,
    meter,
    seconds: (now() - startedAt) / 1_000,
  });
  const say = (text: string): void =>
    session.messages.log('INFO', `${report.stream.name}: ${text}`);
  const tell = (waitsUntil?: number): void => say(progress(work(), waitsUntil));
  const pulse = new Pulse({report, now, tell});
  const owner: RequestOwner = {
    signal: session.signal,
    meter,
    idle: (ms, sleep) => workers.idle(() => pulse.wait(ms, sleep)),
  };
  const read = openRead(task, owner, run);
  try {
    await writeEvents(read, report, pulse);
    return undefined;
  } catch (error) {
    session.signal.throwIfAborted();
    return asConnectorError(error);
  } finally {
    say(summarise(work(), read.tally));
  }
}

function openRead({stream, configured, incoming}: Task, owner: RequestOwner, run: Run): StreamRead {
  const {config, connection} = run;
  // Their order says nothing, so it must not make a state one of other settings.
  const domains = [...config.domains].sort();
  const settings = {...config, domains, baseUrl: connection.baseUrl, names: run.names};
  const incremental = configured.syncMode === 'incremental';
  const {generationId, destinationSyncMode} = configured;
  const request = {incremental, state: incoming, generationId, destinationSyncMode};
  return readStream(stream, request, {settings, ports: portsFor(stream, owner, run)});
}

function portsFor({definition}: Stream, owner: RequestOwner, run: Run): ReadPorts {
  const {client, clock} = run.connection;
  const needs = needsOf(definition.permissions);
  const asked = {family: definition.limits, owner, needs};
  const log: Log = (level, message) =>
    run.session.messages.log(level, `${definition.name}: ${message}`);
  return {
    log,
    now: () => clock.now(),
    roles: () => client.roles,
    report: (url, wantsRest) => client.getReport({...asked, url}, wantsRest),
    pages: (url, options) => {
      const headers = options?.advanced ? {headers: ADVANCED_QUERY_HEADERS} : {};
      return readPages(client, {...asked, ...headers, url});
    },
  };
}

async function writeEvents(
  {events}: StreamRead,
  report: StreamReport,
  pulse: Pulse,
): Promise<void> {
  for await (const event of events) {
    if ('rows' in event) {
      await report.batch(event.rows, event.stamp.ms);
      // Written rows must not stay in memory until the next page is here.
      event.rows.length = 0;
    } else {
      report.state(event.state);
    }
    pulse.wrote();
  }
}
