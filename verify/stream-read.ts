/** Reads one stream as a platform does: in a process of its own, with a state or without. */
import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {AirbyteMessage, AirbyteStream, JsonObject, SyncMode} from '../src/airbyte/messages';
import {configuredCatalog} from '../tools/configure-catalog';
import type {Exchange, Hosts} from './exchange';
import {RowFigures} from './row-figures';
import type {RowSummary} from './row-figures';

const ROOT = join(__dirname, '..', '..');
const PROGRAM = join(ROOT, 'bin', 'source-microsoft-365');
const OBSERVER = join(__dirname, 'observe-requests.js');

export interface Refusal {
  failureType: string;
  /** How many characters the message has; its words can quote Microsoft Graph. */
  messageLength: number;
}

export interface StreamRead {
  mode: SyncMode;
  status: 'complete' | 'incomplete';
  seconds: number;
  rows: RowSummary;
  /** STATE messages. */
  states: number;
  warnings: number;
  refusals: Refusal[];
  exchanges: Exchange[];
  /** For the next read; never written anywhere but into the temporary folder. */
  lastState: JsonObject | undefined;
}

export interface ReadPlan {
  stream: AirbyteStream;
  mode: SyncMode;
  /** Of the read before. */
  state: JsonObject | undefined;
}

export interface ReadPlace {
  configFile: string;
  /** For files with data of the tenant. */
  folder: string;
  hosts: Hosts;
}

export async function readStream(plan: ReadPlan, place: ReadPlace): Promise<StreamRead> {
  const exchangesFile = join(place.folder, 'exchanges.jsonl');
  writeFileSync(exchangesFile, '', {mode: 0o600});
  const tracker = new ReadTracker(plan);
  const started = performance.now();
  await runRead(argumentsFor(plan, place), {
    environment: {
      VERIFY_EXCHANGES: exchangesFile,
      VERIFY_GRAPH_HOST: place.hosts.graph,
      VERIFY_LOGIN_HOST: place.hosts.login,
    },
    onMessage: (message) => tracker.handle(message),
  });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  return {...tracker.result(), seconds, exchanges: exchangesIn(exchangesFile)};
}

function argumentsFor({stream, mode, state}: ReadPlan, {configFile, folder}: ReadPlace): string[] {
  const catalogFile = join(folder, 'catalog.json');
  writeFileSync(catalogFile, JSON.stringify(configuredCatalog([stream], mode)), {mode: 0o600});
  const args = ['read', '--config', configFile, '--catalog', catalogFile];
  if (state === undefined) return args;
  const stateFile = join(folder, 'state.json');
  writeFileSync(stateFile, JSON.stringify([state]), {mode: 0o600});
  return [...args, '--state', stateFile];
}

interface RunOptions {
  environment: Record<string, string>;
  onMessage: (message: AirbyteMessage) => void;
}

/** Resolves however the process ends: what it says of the stream is what counts. */
async function runRead(args: readonly string[], options: RunOptions): Promise<void> {
  const child = spawn(process.execPath, ['--require', OBSERVER, PROGRAM, ...args], {
    env: {...process.env, ...options.environment},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  for await (const line of createInterface({input: child.stdout, crlfDelay: Infinity})) {
    options.onMessage(JSON.parse(line) as AirbyteMessage);
  }
  await ended;
}

function exchangesIn(file: string): Exchange[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange);
}

class ReadTracker {
  readonly #plan: ReadPlan;
  readonly #figures: RowFigures;
  readonly #refusals: Refusal[] = [];
  #states = 0;
  #warnings = 0;
  #status: StreamRead['status'] = 'incomplete';
  #lastState: JsonObject | undefined;

  constructor(plan: ReadPlan) {
    this.#plan = plan;
    const {properties} = plan.stream.json_schema;
    this.#figures = new RowFigures(Object.keys(properties as JsonObject));
  }

  handle(message: AirbyteMessage): void {
    if (message.type === 'RECORD') this.#figures.add(message.record.data);
    else if (message.type === 'STATE') this.#handleState(message.state);
    else if (message.type === 'LOG') this.#warnings += message.log.level === 'WARN' ? 1 : 0;
    else if (message.type === 'TRACE') this.#handleTrace(message);
  }

  result(): Omit<StreamRead, 'seconds' | 'exchanges'> {
    return {
      mode: this.#plan.mode,
      status: this.#status,
      rows: this.#figures.summary(),
      states: this.#states,
      warnings: this.#warnings,
      refusals: this.#refusals,
      lastState: this.#lastState,
    };
  }

  #handleState(state: JsonObject): void {
    this.#states += 1;
    this.#lastState = {type: 'STREAM', stream: state['stream']};
  }

  #handleTrace({trace}: Extract<AirbyteMessage, {type: 'TRACE'}>): void {
    if (trace.type === 'ERROR') {
      const {failure_type: failureType, message} = trace.error;
      this.#refusals.push({failureType, messageLength: message.length});
    } else if (trace.stream_status.status === 'COMPLETE') this.#status = 'complete';
  }
}
