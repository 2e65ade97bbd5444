/** Reads the streams one after another, so that every request belongs to one of them. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {AirbyteStream, JsonObject, SyncMode} from '../src/airbyte/messages';
import {parseConfig} from '../src/config/config';
import type {Config} from '../src/config/config';
import {discover} from '../src/discover';
import {isAvailableInCloud, loadStreams} from '../src/streams/load';
import type {Stream} from '../src/streams/stream';
import {readStream} from './stream-read';
import type {ReadPlace, StreamRead} from './stream-read';
import {countUsers} from './user-count';
import {verificationOf} from './verification';
import type {Verification} from './verification';

export interface VerifyInput {
  configFile: string;
  /** Undefined for all. */
  streams: readonly string[] | undefined;
  /** For files with data of the tenant. */
  folder: string;
  version: string;
  /** Epoch milliseconds. */
  now: number;
  onRead?: (name: string, read: StreamRead) => void;
}

/** Fewer days than a sync reads, for Microsoft Graph allows 14 requests of a report in ten minutes. */
const DAYS = 2;

/** @throws ConfigError for wrong settings, Error for a stream that does not exist. */
export async function verify(input: VerifyInput): Promise<Verification> {
  const {version, now} = input;
  const settings = JSON.parse(readFileSync(input.configFile, 'utf8')) as JsonObject;
  const {config} = parseConfig(settings, {environment: process.env, now});
  const streams = await loadStreams();
  const place = placeOf(input, settings, config);
  const usersCounted = await countUsers(config, version);
  const reads = new Map<string, readonly StreamRead[]>();
  for (const stream of await chosen(streams, input, config)) {
    reads.set(stream.name, await readAll(stream, place, input));
  }
  return verificationOf({
    connectorVersion: version,
    nodeVersion: process.version,
    day: new Date(now).toISOString().slice(0, 10),
    cloud: config.cloud,
    usersCounted,
    streams,
    reads,
  });
}

function placeOf({folder}: VerifyInput, settings: JsonObject, config: Config): ReadPlace {
  const configFile = join(folder, 'config.json');
  const hosts = {graph: new URL(config.graphUrl).host, login: new URL(config.loginUrl).host};
  const changed = {...settings, daily_report_backfill_days: DAYS};
  writeFileSync(configFile, JSON.stringify(changed), {mode: 0o600});
  return {configFile, folder, hosts};
}

async function chosen(
  streams: readonly Stream[],
  {streams: names}: VerifyInput,
  {cloud}: Config,
): Promise<AirbyteStream[]> {
  const all = await discover();
  const unknown = (names ?? []).filter((name) => !all.some((stream) => stream.name === name));
  if (unknown.length > 0) throw new Error(`There is no stream ${unknown.join(', ')}.`);
  const available = new Set(
    streams
      .filter(({definition}) => isAvailableInCloud(definition, cloud === 'global'))
      .map(({definition}) => definition.name),
  );
  return all.filter(({name}) => available.has(name) && (names?.includes(name) ?? true));
}

/** In full, from nothing, and with the state of that. */
async function readAll(
  stream: AirbyteStream,
  place: ReadPlace,
  {onRead}: VerifyInput,
): Promise<StreamRead[]> {
  const isIncremental = stream.supported_sync_modes.includes('incremental');
  const modes: SyncMode[] = isIncremental
    ? ['full_refresh', 'incremental', 'incremental']
    : ['full_refresh'];
  const reads: StreamRead[] = [];
  for (const mode of modes) {
    const last = reads.at(-1);
    const state = last?.mode === 'incremental' ? last.lastState : undefined;
    const read = await readStream({stream, mode, state}, place);
    reads.push(read);
    onRead?.(stream.name, read);
  }
  return reads;
}
