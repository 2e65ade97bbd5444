/** Runs the connector as a platform does: one process for each command, messages line by line. */
import {spawn} from 'node:child_process';
import {createWriteStream} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {finished} from 'node:stream/promises';
import type {AirbyteMessage} from '../src/airbyte/messages';
import {errorIn} from './messages';

export const ROOT = join(__dirname, '..', '..');
const PROGRAM = join(ROOT, 'bin', 'source-microsoft-365');

export interface Command {
  /** What stands behind the name of the program. */
  args: readonly string[];
  /** Where its output is saved. */
  outputFile: string;
  environment: Record<string, string>;
  onMessage?: (message: AirbyteMessage) => void;
}

/** @throws when the command fails, with the reason that it gave. */
export async function runConnector(command: Command): Promise<AirbyteMessage[]> {
  const {args, outputFile, environment, onMessage} = command;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: ROOT,
    // The tenant is on this machine: requests to it must not go through a proxy.
    env: {...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const kept = createWriteStream(outputFile);
  const messages: AirbyteMessage[] = [];
  for await (const line of createInterface({input: child.stdout, crlfDelay: Infinity})) {
    kept.write(`${line}\n`);
    const message = parse(line);
    if (!message) continue;
    messages.push(message);
    onMessage?.(message);
  }
  await finished(kept.end());
  const code = await ended;
  const reason = errorIn(messages);
  if (code === 0 && reason === undefined) return messages;
  const why = [reason, stderr.trim()].filter(Boolean).join('\n') || 'It gave no reason.';
  throw new Error(`source-microsoft-365 ${args.join(' ')}\nended with ${code}. ${why}`);
}

function parse(line: string): AirbyteMessage | undefined {
  try {
    return JSON.parse(line) as AirbyteMessage;
  } catch {
    throw new Error(`The connector printed a line that is not a message: ${line.slice(0, 200)}`);
  }
}
