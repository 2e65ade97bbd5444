import {open} from 'node:fs/promises';
import {ConfigError} from '../errors';
import type {JsonObject} from './messages';

/** What a file is, and how large one can be that is meant for us. */
export interface FileKind {
  /** Begins a sentence, such as "The settings file". */
  name: string;
  /** The option that names the file. */
  option: string;
  maxMegabytes: number;
}

/** Far deeper than settings, schemas and states are, and shallow enough to be written again. */
const MAX_FILE_LEVELS = 500;

/**
 * Reads a JSON file that was named on the command line; its suffix does not matter.
 * The parser's own message is left out: it quotes the file, and the file may hold a secret.
 * @returns undefined for an empty file.
 * @throws ConfigError naming the file and what would be right.
 */
export async function readJsonFile(path: string, kind: FileKind): Promise<unknown> {
  const text = await readText(path, kind);
  if (text.trim() === '') return undefined;
  const file = `${kind.name} ${shownPath(path)}`;
  const value = parse(text, file);
  if (!isNestedDeeper(value, MAX_FILE_LEVELS)) return value;
  throw new ConfigError(
    `${file} is nested more than ${MAX_FILE_LEVELS} levels deep. Correct the file.`,
  );
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = placeOf(error as Error, text);
    throw new ConfigError(`${file} is not valid JSON (${place}). Correct the file.`);
  }
}

async function readText(path: string, kind: FileKind): Promise<string> {
  const {maxMegabytes} = kind;
  const file = `${kind.name} ${shownPath(path)}`;
  const bytes = await readBytes(path, maxMegabytes * 1e6).catch((error: unknown) => {
    throw unreadable(path, kind, error);
  });
  if (bytes.length > maxMegabytes * 1e6) {
    throw new ConfigError(
      `${file} is larger than ${maxMegabytes} MB, which no such file is. Check the path.`,
    );
  }
  if (isUtf16(bytes)) {
    throw new ConfigError(`${file} is written in UTF-16. Save it in the encoding UTF-8.`);
  }
  return bytes.toString().replace(/^\uFEFF/, '');
}

/** One byte more than `most` at the most: a pipe or a device need not end. */
async function readBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({end: most, autoClose: false})) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/** The error of the system stays out, because it repeats the whole path. */
function unreadable(path: string, {name, option}: FileKind, error: unknown): ConfigError {
  if (!isContent(path)) {
    return new ConfigError(`${name} ${shownPath(path)} ${fileErrorReason(error)}. Check the path.`);
  }
  return new ConfigError(
    `The option ${option} takes the path of a file, not what stands in it. ` +
      `Save that in a file and hand over its path: ${option} FILE.`,
  );
}

/** Someone wrote `--config "$(cat config.json)"`: the "path" may hold the secret. */
function isContent(path: string): boolean {
  return /^\s*[{["]/.test(path) || path.includes('\n');
}

/** Longer than paths that people give. */
const MAX_SHOWN_PATH_LENGTH = 300;

export function shownPath(path: string): string {
  return path.length > MAX_SHOWN_PATH_LENGTH ? `${path.slice(0, MAX_SHOWN_PATH_LENGTH)}…` : path;
}

function fileErrorReason(error: unknown): string {
  const {code} = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES') return 'may not be read by this user';
  return code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
}

/** PowerShell writes such files where it is not told otherwise. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

function placeOf(error: Error, text: string): string {
  const end = positionOf(error, text);
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', start)) {
    line += 1;
    start = at + 1;
  }
  return `line ${line}, column ${end - start + 1}`;
}

/** Node does not name the place of an unexpected token: it is the first that spoils the text. */
function positionOf({message}: Error, text: string): number {
  const named = /JSON at position (\d+)( \(line \d+ column \d+\))?$/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  let [from, to] = [0, text.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (hasUnexpectedToken(text.slice(0, middle + 1))) to = middle;
    else from = middle + 1;
  }
  return from;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as Error).message.startsWith('Unexpected token');
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value from a file as it is shown in a message: one line, not too long. */
export function quoteValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** Goes from level to level, because a recursion would meet the end of the stack. */
export function isNestedDeeper(value: unknown, maxLevels: number): boolean {
  let level = [value].filter(isNesting);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === maxLevels) return true;
    level = level.flatMap((nesting) => Object.values(nesting).filter(isNesting));
  }
  return false;
}

function isNesting(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
