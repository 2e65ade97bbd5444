/** The option --open. */
import {spawn} from 'node:child_process';
import {resolve} from 'node:path';
import type {Terminal} from './connector/progress';

const OPENERS: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** A machine without a browser costs a line, and not the report. */
export function openInBrowser(file: string, terminal: Terminal): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, resolve(file)], {detached: true, stdio: 'ignore'});
  child.once('error', ({message}) => terminal.write(`${file} could not be opened: ${message}\n`));
  child.unref();
}
