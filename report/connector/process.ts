/** Runs a command of the connector as a platform does: a process, its messages line by line. */
import {spawn} from 'node:child_process';
import type {AirbyteMessage} from '../../src/airbyte/messages';
import {linesOf} from './lines';

export type OtherMessage = Exclude<AirbyteMessage, {type: 'RECORD'}>;

export interface Command {
  /** A script for Node.js. */
  program: string;
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  onMessage: (message: OtherMessage) => void;
  /** @param line the whole message. */
  onRecord?: (stream: string, line: Buffer) => Promise<void> | undefined;
}

export interface CommandEnd {
  /** Or the name of the signal that ended it. */
  exitCode: number | string;
  /** The end of what it wrote beside its messages. */
  stderr: string;
}

/** The connector writes the name of the stream first. A record that begins otherwise is parsed. */
const RECORD_START = Buffer.from('{"type":"RECORD","record":{"stream":"');
const QUOTE = 0x22;

const MAX_STDERR = 2_000;

/** @throws what `onRecord` and `onMessage` throw, or where the process cannot be started. */
export async function runConnector(command: Command): Promise<CommandEnd> {
  const {program, args, environment, signal} = command;
  const child = spawn(process.execPath, [program, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject).once('close', (code, killedBy) => resolve(code ?? killedBy ?? 1));
  });
  // Whoever waits below gets the error, if reading does not fail first.
  ended.catch(() => undefined);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = `${stderr}${text}`.slice(-MAX_STDERR);
  });
  try {
    for await (const lines of linesOf(child.stdout)) {
      for (const line of lines) await deliver(line, command);
    }
  } finally {
    // Without effect where it has ended.
    child.kill();
  }
  return {exitCode: await ended, stderr: stderr.trim()};
}

function deliver(line: Buffer, {onMessage, onRecord}: Command): Promise<void> | undefined {
  const start = RECORD_START.length;
  if (line.length > start && line.compare(RECORD_START, 0, start, 0, start) === 0) {
    return onRecord?.(line.toString('utf8', start, line.indexOf(QUOTE, start)), line);
  }
  const message = parse(line);
  if (message.type === 'RECORD') return onRecord?.(message.record.stream, line);
  onMessage(message);
  return undefined;
}

function parse(line: Buffer): AirbyteMessage {
  try {
    return JSON.parse(line.toString('utf8')) as AirbyteMessage;
  } catch {
    const text = line.toString('utf8', 0, 200);
    throw new Error(`The connector wrote a line that is not a message: ${text}`);
  }
}
