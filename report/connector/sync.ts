/** One sync: discover, then read of the streams that the models use, into their tables. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {AirbyteStream} from '../../src/airbyte/messages';
import {applySync} from '../database/apply-sync';
import type {Database} from '../database/database';
import {Spool} from '../database/spool';
import {arrivalsOf, createTable, dropArrivals, insertRecords, saveSyncId} from '../database/tables';
import {ReportError} from '../errors';
import type {Columns} from '../models';
import {configuredCatalog, streamsToRead} from './catalog';
import type {StreamToRead} from './catalog';
import {runConnector} from './process';
import type {CommandEnd, OtherMessage} from './process';
import {Progress} from './progress';
import type {Terminal} from './progress';
import {ReadLog} from './read-log';
import {arrivedStream, stateAfter} from './arrived-stream';
import type {StreamState} from './arrived-stream';

export interface SyncOptions {
  database: Database;
  /** The connector, as a script for Node.js. */
  program: string;
  /** Of the streams to read. */
  tables: Readonly<Record<string, Columns>>;
  configFile: string;
  /** Private, and empty afterwards. */
  folder: string;
  environment: NodeJS.ProcessEnv;
  terminal: Terminal;
  signal: AbortSignal;
  /** Milliseconds. */
  now: () => number;
  /** The last state of each stream; empty to read everything. */
  states: readonly StreamState[];
  /** Whether another sync can go on where a failed one ended; otherwise that one changes nothing. */
  keepsPartialReads: boolean;
  newSyncId: () => string;
}

export interface SyncResult {
  syncId: string;
  /** For the next sync. */
  states: readonly object[];
  /** Streams that could not be read, and why in the connector's words. */
  leftOut: readonly {stream: string; message: string}[];
  /** The error because of which there is no report; what was read is kept for the next sync. */
  failure: ReportError | undefined;
}

/** @throws ReportError where the connector cannot even begin, or nothing is kept of a read that failed. */
export async function sync(options: SyncOptions): Promise<SyncResult> {
  const {database, tables, terminal} = options;
  const streams = streamsToRead(await discover(options), Object.keys(tables));
  terminal.write(`Reading ${streams.length} streams of Microsoft Graph\n`);
  try {
    for (const {stream} of streams) {
      await createTable(database, arrivalsOf(stream.name), tables[stream.name]!);
    }
    return await syncStreams(streams, options);
  } finally {
    for (const {stream} of streams) await dropArrivals(database, stream.name);
  }
}

async function syncStreams(
  streams: readonly StreamToRead[],
  options: SyncOptions,
): Promise<SyncResult> {
  const {database, terminal, now} = options;
  const log = new ReadLog();
  const progress = new Progress(terminal, streams.length, now);
  const end = await read(streams, options, {log, progress});
  progress.end();
  const failure = failureOf(log, end);
  if (failure && !options.keepsPartialReads) throw failure;
  const arrived = streams.map((one) => arrivedStream(one, options, {log, failed: !!failure}));
  const syncId = options.newSyncId();
  await database.transaction(async () => {
    await applySync(database, arrived);
    await saveSyncId(database, syncId);
  });
  return {
    syncId,
    states: arrived.flatMap((stream) => stateAfter(stream, options, log)),
    leftOut: arrived
      .filter(({placement}) => placement === 'empty')
      .map(({name}) => ({stream: name, message: log.reasonOf(name)})),
    failure,
  };
}

async function discover(options: SyncOptions): Promise<AirbyteStream[]> {
  const {program, configFile, environment, signal} = options;
  const log = new ReadLog();
  let streams: AirbyteStream[] | undefined;
  const onMessage = (message: OtherMessage): void => {
    log.take(message);
    if (message.type === 'CATALOG') streams = message.catalog.streams;
  };
  const args = ['discover', '--config', configFile];
  const end = await runConnector({program, args, environment, signal, onMessage});
  const failure = failureOf(log, end);
  if (failure) throw failure;
  if (!streams) throw new ReportError('The connector offered no streams.');
  return streams;
}

async function read(
  streams: readonly StreamToRead[],
  options: SyncOptions,
  {log, progress}: {log: ReadLog; progress: Progress},
): Promise<CommandEnd> {
  const {database, program, tables, folder, configFile, environment, signal} = options;
  const spool = new Spool({
    folder,
    load: (stream, file) =>
      insertRecords(database, {table: arrivalsOf(stream), columns: tables[stream]!, file}),
  });
  const catalogFile = join(folder, 'catalog.json');
  const stateFile = join(folder, 'state.json');
  writeFileSync(catalogFile, JSON.stringify(configuredCatalog(streams)));
  writeFileSync(stateFile, JSON.stringify(options.states));
  const end = await runConnector({
    program,
    args: ['read', '--config', configFile, '--catalog', catalogFile, '--state', stateFile],
    environment,
    signal,
    onMessage: (message) => {
      log.take(message);
      progress.take(message);
    },
    onRecord: (stream, line) => {
      progress.row(stream);
      return spool.add(stream, line);
    },
  });
  await spool.closeAll();
  return end;
}

/** What is to be done is in the connector's own words; what can be tried again is said here. */
function failureOf(log: ReadLog, {exitCode, stderr}: CommandEnd): ReportError | undefined {
  const error = log.fatalError;
  if (error) {
    const again = error.failure_type === 'config_error' ? '' : ' Run the same command again.';
    return new ReportError(`${error.message}${again}`);
  }
  if (exitCode === 0 || log.isAnythingComplete) return undefined;
  const why = stderr || 'It gave no reason.';
  return new ReportError(`The connector ended with ${exitCode}. ${why}`);
}
