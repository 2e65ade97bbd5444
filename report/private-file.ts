/** Files that only their owner may read, whatever was there before. */
import {closeSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {ReportError} from './errors';

const MAX_PART_CHARACTERS = 256 * 1024;

/**
 * Writes the file whole or not at all.
 * @throws ReportError where it cannot be written.
 */
export function writePrivateFile(path: string, parts: Iterable<string>): void {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    writeParts(unfinished, parts);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, {force: true});
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError(`${path} cannot be written: ${why}`);
  }
}

function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    let buffered = '';
    for (const part of parts) {
      buffered += part;
      if (buffered.length < MAX_PART_CHARACTERS) continue;
      writeSync(file, buffered);
      buffered = '';
    }
    writeSync(file, buffered);
  } finally {
    closeSync(file);
  }
}
