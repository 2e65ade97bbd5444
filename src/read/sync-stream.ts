import type {ConfiguredStream} from '../airbyte/catalog';
import type {JsonObject} from '../airbyte/messages';
import type {StreamWriter} from '../airbyte/stream-writer';
import {asConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {message} from '../message-text';
import {readPages} from '../graph/pages';
import {ADVANCED_QUERY_HEADERS, COUNT_HEADERS} from '../graph/query';
import {newRequestMetrics} from '../graph/request';
import type {Log, RequestContext} from '../graph/request';
import {needsOf} from '../streams/permissions';
import type {Stream} from '../streams/stream';
import {extractStream} from './extract-stream';
import type {Extraction, ExtractionPorts, ExtractionSettings} from './extract-stream';
import {Heartbeat} from './heartbeat';
import {WorkerLease} from './sync-context';
import type {SyncContext} from './sync-context';
import {formatProgress, formatSummary} from './sync-stats';
import type {SyncStats} from './sync-stats';

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
export async function syncStream(
  writer: StreamWriter,
  task: Task,
  sync: SyncContext,
): Promise<ConnectorError | undefined> {
  const {graphSession, session, workers} = sync;
  const now = (): number => graphSession.clock.now();
  const startedAt = now();
  const metrics = newRequestMetrics();
  const stats = (): SyncStats => ({
    records: writer.records,
    metrics,
    seconds: (now() - startedAt) / 1_000,
  });
  const logInfo = (text: string): void =>
    session.messages.log('INFO', `${writer.stream.name}: ${text}`);
  const logProgress = (waitsUntil?: number): void => logInfo(formatProgress(stats(), waitsUntil));
  const heartbeat = new Heartbeat({writer, now, logProgress});
  const lease = new WorkerLease(workers);
  const context: RequestContext = {
    signal: session.signal,
    metrics,
    wait: (ms, sleep, cause) => lease.releaseWhile(() => heartbeat.wait(ms, {sleep, cause})),
  };
  const extraction = openExtraction(task, context, sync);
  try {
    await writeEvents(extraction, writer, async () => {
      heartbeat.wrote();
      await lease.giveWay();
    });
    return undefined;
  } catch (error) {
    session.signal.throwIfAborted();
    return asConnectorError(error);
  } finally {
    logInfo(formatSummary(stats(), extraction.skipped));
  }
}

function openExtraction(
  {stream, configured, incoming}: Task,
  context: RequestContext,
  sync: SyncContext,
): Extraction {
  const {tenantId, domains, reportPeriod, backfillDays} = sync.config;
  const settings: ExtractionSettings = {
    tenantId,
    // Their order has no meaning, so another order must not look like another setting.
    domains: [...domains].sort(),
    baseUrl: sync.graphSession.baseUrl,
    reportsApi: sync.graphSession.reportsApi,
    reportPeriod,
    backfillDays,
    laneThreshold: sync.laneThreshold,
    names: sync.names,
    pseudonyms: sync.pseudonyms,
  };
  const incremental = configured.syncMode === 'incremental';
  const {generationId, destinationSyncMode} = configured;
  const request = {incremental, state: incoming, generationId, destinationSyncMode};
  return extractStream(stream, request, {settings, ports: portsFor(stream, context, sync)});
}

function portsFor(
  {definition}: Stream,
  context: RequestContext,
  sync: SyncContext,
): ExtractionPorts {
  const {client, clock, serverClock, reportsApi} = sync.graphSession;
  const needs = needsOf(definition.permissions);
  const asked = {scope: definition.rateLimitScope, context, needs};
  const until = (signal?: AbortSignal): typeof asked =>
    signal
      ? {...asked, context: {...context, signal: AbortSignal.any([context.signal, signal])}}
      : asked;
  const log: Log = (level, text) =>
    sync.session.messages.log(level, message`${definition.name}: ${text}`);
  return {
    log,
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, until(signal).context.signal),
    serverTime: (localTime) => serverClock.earlierOf(localTime),
    roles: () => client.roles,
    report: (url, shouldDownload) =>
      client.getReport({...asked, url, origin: reportsApi.origin}, shouldDownload),
    object: (url, signal) => client.getJson({...until(signal), url, origin: 'object'}),
    count: async (url, {failuresMs, signal}) => {
      const request = {...until(signal), ...budgetOf(failuresMs), headers: COUNT_HEADERS};
      return (await client.getJson({...request, url, origin: 'count'})) as number;
    },
    pages: (url, {origin, advanced, failuresMs, signal, parsing, rowCopier}) => {
      const headers = advanced ? {headers: ADVANCED_QUERY_HEADERS} : {};
      const request = {...until(signal), ...headers, ...budgetOf(failuresMs)};
      return readPages(client, {...request, url, origin, parsing, rowCopier});
    },
  };
}

function budgetOf(failuresMs: number | undefined): {failuresMs?: number} {
  return failuresMs === undefined ? {} : {failuresMs};
}

async function writeEvents(
  {events}: Extraction,
  writer: StreamWriter,
  wrote: () => Promise<void>,
): Promise<void> {
  for await (const event of events) {
    if ('rows' in event) {
      await writer.batch(event.rows, event.extractedAt.ms);
      // Written rows must not stay in memory until the next page is here.
      event.rows.length = 0;
    } else {
      writer.state(event.state);
    }
    await wrote();
  }
}
