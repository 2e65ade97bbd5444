import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {START_DATE} from './fixed-date';
import type {CommandOutput} from './messages';

export interface ConnectorCommand {
  executable: string;
  /** What stands behind the name of the program. */
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** Epoch milliseconds at which the connector's date begins. */
  startMs: number;
}

const FIXED_DATE = join(__dirname, 'fixed-date.js');

/** Runs the connector; an exit code is an answer like any other. */
export async function runCommand(command: ConnectorCommand): Promise<CommandOutput> {
  const {executable, args, environment, startMs} = command;
  const child = spawn(process.execPath, ['-r', FIXED_DATE, executable, ...args], {
    env: {PATH: process.env['PATH'], [START_DATE]: String(startMs), ...environment},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => {
      if (code === null) reject(new Error(`${executable} was ended by ${signal}.`));
      else resolve(code);
    });
  });
  const [output, exitCode] = await Promise.all([text(child.stdout), ended]);
  return {exitCode, lines: output.split('\n').filter((line) => line !== '')};
}
