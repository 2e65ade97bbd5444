/** Runs the connector as a platform does, and collects what it says. */
import {deepStrictEqual} from 'node:assert/strict';
import {spawn} from 'node:child_process';
import type {ChildProcessByStdio} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import type {Tenant} from '../../tenant/tenant';
import {Result} from './messages';
import type {Message} from './messages';
import {leakedSecrets, protocolViolations} from './protocol';
import type {Task} from './protocol';
import {AHEAD_MS} from './test-date';
import {currentResident} from './use-resident';

export const REPOSITORY = join(__dirname, '..', '..', '..');
export const EXECUTABLE = join(REPOSITORY, 'bin', 'source-microsoft-365');
export const WITH_OWN_CLOCK = join(__dirname, 'own-clock-process.js');

const TEST_DATE = {
  NODE_OPTIONS: `--require=${join(__dirname, 'preload-date.js')}`,
  DATE_AHEAD_MS: String(AHEAD_MS),
};

/** Each is written to a file whose path is handed over: a text as it is, anything else as JSON. */
export interface Files {
  config?: unknown;
  catalog?: unknown;
  state?: unknown;
}

export interface RunOptions {
  files?: Files;
  /** Of the files' names. */
  suffix?: string;
  env?: NodeJS.ProcessEnv;
  /** The output is for people: it need not be messages, and stderr may say something. */
  forPeople?: boolean;
  /** The reader takes this many bytes, lets everything else have its turn, and so on. */
  bytesPerTurn?: number;
  /** A shell command around the connector, which is its "$@". */
  shell?: string;
  /** The connector waits by this clock, which moves on at once; hand its time to the tenant. */
  clock?: {now: number};
  /** Also where the test file uses a resident connector. */
  ownProcess?: true;
}

export const OWN_PROCESS: RunOptions = {ownProcess: true};

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A process under way. */
export class Running {
  /** Rejects when the run broke the protocol or gave a secret away. */
  readonly ended: Promise<Result>;
  private readonly waiting = new Set<(line: string | undefined) => void>();
  private stdout = '';
  private stderr = '';
  private unread = '';

  constructor(
    private readonly child: Child,
    options: RunOptions,
    inspect: (result: Result) => void,
  ) {
    const startedAt = Date.now();
    child.stdout.setEncoding('utf8');
    if (options.bytesPerTurn)
      readSlowly(child.stdout, options.bytesPerTurn, (text) => this.take(text));
    else child.stdout.on('data', (text: string) => this.take(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    const ended = new Promise<Result>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => {
        for (const tell of this.waiting) tell(undefined);
        const {stdout, stderr} = this;
        const durationMs = Date.now() - startedAt;
        resolve(new Result({exitCode, signal, stdout, stderr, durationMs}));
      });
    });
    this.ended = ended.then((result) => {
      inspect(result);
      return result;
    });
  }

  /** Resolves as soon as a message of the kind is read; rejects when the process ends before. */
  async said(isWanted: (message: Message) => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const tell = (line: string | undefined): void => {
        if (line !== undefined && !isWanted(JSON.parse(line) as Message)) return;
        this.waiting.delete(tell);
        if (line === undefined) reject(new Error(`It ended before: ${this.stdout}${this.stderr}`));
        else resolve();
      };
      this.waiting.add(tell);
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** What a reader does that has seen enough. */
  closeOutput(): void {
    this.child.stdout.destroy();
  }

  private take(text: string): void {
    this.stdout += text;
    this.unread += text;
    const lines = this.unread.split('\n');
    this.unread = lines.pop() ?? '';
    for (const line of lines) for (const tell of this.waiting) tell(line);
  }
}

/** Moves the clock on as the process says, and lets it know. */
export function follow(child: Child, clock: {now: number}): void {
  child.on('message', (time: number) => {
    clock.now = Math.max(clock.now, time);
    // A process that was killed meanwhile needs no answer.
    child.send(time, () => undefined);
  });
}

/** Takes so many characters a turn of the event loop; the stream waits meanwhile. */
function readSlowly(stream: Readable, length: number, take: (text: string) => void): void {
  const readOn = (text: string): void => {
    take(text.slice(0, length));
    const rest = text.slice(length);
    if (rest === '') stream.resume();
    else setImmediate(readOn, rest);
  };
  stream.on('data', (text: string) => {
    stream.pause();
    readOn(text);
  });
}

/** The connector, beside the tenant whose secrets it must keep. */
export class Connector {
  constructor(readonly tenant: Tenant) {}

  start(args: string[], options: RunOptions = {}): Running {
    const folder = mkdtempSync(join(tmpdir(), 'process-test-'));
    const program = options.clock ? [process.execPath, WITH_OWN_CLOCK] : [EXECUTABLE];
    const call = [...program, ...commandLine(args, folder, options)];
    const [file = '', ...rest] = options.shell ? ['sh', '-c', options.shell, 'sh', ...call] : call;
    const child = spawn(file, rest, {
      env: {
        PATH: process.env['PATH'],
        ...(options.clock ? {OWN_CLOCK: String(options.clock.now)} : TEST_DATE),
        ...this.tenant.environment(),
        ...options.env,
      },
      stdio: options.clock ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    }) as Child;
    if (options.clock) follow(child, options.clock);
    return new Running(child, options, (result) => {
      rmSync(folder, {recursive: true, force: true});
      this.inspect(result, options);
    });
  }

  /** In the resident connector of the test file, where there is one and no option asks for more. */
  async run(args: string[], options: RunOptions = {}): Promise<Result> {
    const resident = currentResident();
    if (!resident || needsProcess(options)) return this.start(args, options).ended;
    const folder = mkdtempSync(join(tmpdir(), 'resident-test-'));
    const argv = commandLine(args, folder, options);
    const end = await resident.run({argv, clock: options.clock, env: options.env});
    rmSync(folder, {recursive: true, force: true});
    const result = new Result({...end, signal: null});
    this.inspect(result, options);
    return result;
  }

  private inspect(result: Result, options: RunOptions): void {
    const leaked = leakedSecrets(result, this.secrets(options.files?.config));
    const violations = options.forPeople ? [] : protocolViolations(result, taskOf(options));
    // Not with jest's expect: programs outside of jest run the connector too.
    deepStrictEqual({leaked, violations}, {leaked: [], violations: []});
  }

  /** The secret of the tenant, those of the settings, and every token that was ever presented. */
  private secrets(config: unknown): Set<string> {
    const secrets = new Set([this.tenant.clientSecret, ...secretsIn(config)]);
    for (const {headers} of this.tenant.requests) {
      const token = headers.authorization?.replace(/^Bearer /, '');
      if (token) secrets.add(token);
    }
    return secrets;
  }
}

interface SecretSettings {
  credentials?: {client_secret?: unknown; certificate?: unknown; password?: unknown};
}

/** Of a certificate, any of its lines; the public part is no secret, but nothing to show either. */
function secretsIn(config: unknown): string[] {
  const {credentials} = (config ?? {}) as SecretSettings;
  const {client_secret: secret, certificate, password} = credentials ?? {};
  const lines = typeof certificate === 'string' ? certificate.split(/\s+|\\n/) : [];
  const isLong = (line: string): boolean => line.length > 30;
  return [secret, password, ...lines.filter(isLong)].filter((text) => typeof text === 'string');
}

interface Catalog {
  streams?: {
    stream?: {name?: string};
    sync_mode?: string;
    destination_sync_mode?: string;
    generation_id?: number;
    minimum_generation_id?: number;
  }[];
}

function taskOf({files = {}}: RunOptions): Task {
  const {streams} = (files.catalog ?? {}) as Catalog;
  const truncated = (Array.isArray(streams) ? streams : []).flatMap((entry) => {
    const isOverwrite =
      entry.sync_mode === 'full_refresh' && entry.destination_sync_mode === 'overwrite';
    const isNew = (entry.minimum_generation_id ?? 0) > 0;
    const isTruncated = isNew || ((entry.generation_id ?? null) === null && isOverwrite);
    return isTruncated && entry.stream?.name ? [entry.stream.name] : [];
  });
  const {on_missing_permission: mode} = (files.config ?? {}) as {on_missing_permission?: string};
  return {truncated: new Set(truncated), mayEmpty: mode === 'skip'};
}

/** Node itself heeds some of the environment, and only when it starts. */
function needsProcess({ownProcess, env = {}, shell, bytesPerTurn}: RunOptions): boolean {
  const isForNode = Object.keys(env).some((name) => name.startsWith('NODE_'));
  return isForNode || Boolean(ownProcess ?? shell ?? bytesPerTurn);
}

function commandLine(args: string[], folder: string, options: RunOptions): string[] {
  const [command = '', ...flags] = args;
  return [command, ...writeFiles(folder, options), ...flags].filter(Boolean);
}

/** @returns the options that hand the files over. */
export function writeFiles(folder: string, {files = {}, suffix = '.json'}: RunOptions): string[] {
  return Object.entries(files).flatMap(([name, content]) => {
    if (content === undefined) return [];
    const path = join(folder, `${name}${suffix}`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return [`--${name}`, path];
  });
}
