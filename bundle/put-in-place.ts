import {mkdirSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';

interface PutOptions {
  /** The files that others are reached from, in the order in which they are put in place. */
  last: readonly string[];
  /** Epoch milliseconds: what else is in the folder, and is older, is deleted. */
  keepFrom: number;
}

/** Moves files into a folder, each at once, so that a process never loads a part of one. */
export function putInPlace(from: string, to: string, {last, keepFrom}: PutOptions): void {
  mkdirSync(to, {recursive: true});
  const others = readdirSync(from).filter((name) => !last.includes(name));
  const made = new Set([...others, ...last]);
  for (const name of made) renameSync(join(from, name), join(to, name));
  for (const name of readdirSync(to).filter((existing) => !made.has(existing))) {
    if (statSync(join(to, name)).mtimeMs < keepFrom) rmSync(join(to, name));
  }
}
