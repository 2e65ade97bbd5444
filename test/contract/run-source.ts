import {PassThrough} from 'node:stream';
import {parseConfiguredCatalog} from '../../src/airbyte/catalog';
import {MessageWriter} from '../../src/airbyte/message-writer';
import type {AirbyteMessage, JsonObject} from '../../src/airbyte/messages';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {IncomingStates} from '../../src/airbyte/state';
import {createSource} from '../../src/source';

export const SECRET = 'contract~Se/cret+"%';

export const SETTINGS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
  credentials: {auth_type: 'client_secret', client_secret: SECRET},
};

/** When the recordings take place. Time moves by waiting only. */
const NOW = Date.parse('2026-01-15T12:00:00Z');

export interface SourceRun {
  exitCode: number;
  lines: string[];
  messages: AirbyteMessage[];
  records: JsonObject[];
  states: JsonObject[];
  statuses: string[];
  errors: {message: string; failure_type: string}[];
  /** Milliseconds of each wait. */
  waits: number[];
}

export interface ReadOptions {
  syncMode?: 'full_refresh' | 'incremental';
  settings?: Record<string, unknown>;
  /** The last state of a read before. */
  state?: JsonObject;
}

/** Reads one stream in this process, through the whole source, and collects what it writes. */
export async function readOne(stream: string, options: ReadOptions = {}): Promise<SourceRun> {
  const {syncMode = 'full_refresh', settings, state} = options;
  const pipe = new PassThrough();
  const written = collect(pipe);
  const output = new LineOutput(pipe);
  const redactor = new Redactor();
  const messages = new MessageWriter({output, redactor, now: () => NOW});
  const waits: number[] = [];
  let now = NOW;
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const source = createSource({
    version: '0.0.0',
    environment: {},
    clock: {now: () => now, sleep},
    random: () => 0.5,
    limitOf: () => undefined,
    // The recordings are of one list; whether there could be lanes is asked beside it.
    laneThreshold: {users: Infinity, firstPageMs: 0},
  });
  const request = {
    config: {...SETTINGS, ...settings},
    streams: parseConfiguredCatalog({
      streams: [{stream: {name: stream}, sync_mode: syncMode, destination_sync_mode: 'append'}],
    }),
    states: IncomingStates.parse(
      state && [{type: 'STREAM', stream: {stream_descriptor: {name: stream}, stream_state: state}}],
    ),
  };
  const signal = new AbortController().signal;
  const exitCode = await source.read(request, {messages, redactor, signal});
  await output.end();
  pipe.end();
  return {exitCode, waits, ...digest(await written)};
}

async function collect(pipe: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of pipe) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function digest(text: string): Omit<SourceRun, 'exitCode' | 'waits'> {
  const lines = text.split('\n').filter(Boolean);
  const messages = lines.map((line) => JSON.parse(line) as AirbyteMessage);
  return {
    lines,
    messages,
    records: messages.flatMap((m) => (m.type === 'RECORD' ? [m.record.data] : [])),
    states: messages.flatMap((m) => (m.type === 'STATE' ? [m.state.stream.stream_state] : [])),
    statuses: messages.flatMap((m) =>
      m.type === 'TRACE' && m.trace.type === 'STREAM_STATUS' ? [m.trace.stream_status.status] : [],
    ),
    errors: messages.flatMap((m) =>
      m.type === 'TRACE' && m.trace.type === 'ERROR' ? [m.trace.error] : [],
    ),
  };
}
