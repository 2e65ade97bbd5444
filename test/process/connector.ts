/** Runs the connector as a process of its own, as a platform does, and collects what it says. */
import {spawn} from 'node:child_process';
import type {ChildProcessByStdio} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import type {Tenant} from '../tenant/tenant';
import {Result} from './messages';
import type {Message} from './messages';
import {leakedSecrets, protocolViolations} from './protocol';

export const REPOSITORY = join(__dirname, '..', '..', '..');
export const EXECUTABLE = join(REPOSITORY, 'bin', 'source-microsoft-365');

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
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

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
    judge: (result: Result) => void,
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
      judge(result);
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

function readSlowly(stream: Readable, bytes: number, take: (text: string) => void): void {
  const readOn = (): void => {
    const text = (stream.read(bytes) ?? stream.read()) as string | null;
    if (text === null) return;
    take(text);
    setImmediate(readOn);
  };
  stream.on('readable', readOn);
}

/** The connector, beside the tenant whose secrets it must keep. */
export class Connector {
  constructor(readonly tenant: Tenant) {}

  start(args: string[], options: RunOptions = {}): Running {
    const folder = mkdtempSync(join(tmpdir(), 'process-test-'));
    const files = writeFiles(folder, options);
    const [command = '', ...flags] = args;
    const call = [EXECUTABLE, command, ...files, ...flags].filter(Boolean);
    const [file = '', ...rest] = options.shell ? ['sh', '-c', options.shell, 'sh', ...call] : call;
    const child = spawn(file, rest, {
      env: {PATH: process.env['PATH'], ...this.tenant.environment(), ...options.env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Running(child, options, (result) => {
      rmSync(folder, {recursive: true, force: true});
      const leaked = leakedSecrets(result, this.secrets(options.files?.config));
      const violations = options.forPeople ? [] : protocolViolations(result);
      expect({leaked, violations}).toEqual({leaked: [], violations: []});
    });
  }

  run(args: string[], options: RunOptions = {}): Promise<Result> {
    return this.start(args, options).ended;
  }

  /** The secret of the tenant and that of the settings, and every token that was ever presented. */
  private secrets(config: unknown): Set<string> {
    const secrets = new Set([this.tenant.clientSecret]);
    const {credentials} = (config ?? {}) as {credentials?: {client_secret?: unknown}};
    if (typeof credentials?.client_secret === 'string') secrets.add(credentials.client_secret);
    for (const {headers} of this.tenant.requests) {
      const token = headers.authorization?.replace(/^Bearer /, '');
      if (token) secrets.add(token);
    }
    return secrets;
  }
}

function writeFiles(folder: string, {files = {}, suffix = '.json'}: RunOptions): string[] {
  return Object.entries(files).flatMap(([name, content]) => {
    if (content === undefined) return [];
    const path = join(folder, `${name}${suffix}`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return [`--${name}`, path];
  });
}
