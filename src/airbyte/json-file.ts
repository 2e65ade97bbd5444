/** JSON files named on the command line: reading them, and quoting their values in messages. */
import {open} from 'node:fs/promises';
import {ConfigError} from '../errors';
import {foreignName, message} from '../message-text';
import type {MessageText} from '../message-text';

/** What a file is, and how large one can be that is meant for us. */
export interface FileKind {
  /** Begins a sentence, such as "The settings file". */
  name: string;
  /** The option that names the file. */
  option: string;
  maxMegabytes: number;
}

/** Far deeper than configurations, schemas and states are, and shallow enough to be written again. */
const MAX_FILE_LEVELS = 500;

/**
 * Reads a JSON file whatever its suffix.
 * The parser's own message is left out: it quotes the file, and the file may hold a secret.
 * @returns undefined for an empty file.
 * @throws ConfigError naming the file and what would be right.
 */
export async function readJsonFile(path: string, kind: FileKind): Promise<unknown> {
  const file = message`${kind.name} ${foreignName(path)}`;
  const text = textOf(await readBytes(path, kind), file);
  if (text.trim() === '') return undefined;
  const value = parse(text, file);
  if (!isNestedDeeper(value, MAX_FILE_LEVELS)) return value;
  throw new ConfigError(
    message`${file} is nested more than ${MAX_FILE_LEVELS} levels deep. Correct the file.`,
  );
}

async function readBytes(path: string, kind: FileKind): Promise<Buffer> {
  const {name, maxMegabytes} = kind;
  const maxBytes = maxMegabytes * 1e6;
  const bytes = await readUpTo(maxBytes + 1, path).catch((error: unknown) => {
    throw unreadable(path, kind, error);
  });
  if (bytes.length <= maxBytes) return bytes;
  throw new ConfigError(
    message`${name} ${foreignName(path)} is larger than ${maxMegabytes} MB, too large for such a file. Check the path.`,
  );
}

/** A pipe or a device need not end. */
async function readUpTo(maxBytes: number, path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({end: maxBytes - 1, autoClose: false})) {
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
    return new ConfigError(
      message`${name} ${foreignName(path)} ${fileErrorReason(error)}. Check the path.`,
    );
  }
  return new ConfigError(
    `The option ${option} takes the path of a file, not its content. Save ` +
      `the content in a file and pass its path: ${option} FILE.`,
  );
}

/** Someone wrote `--config "$(cat config.json)"`: the "path" may hold the secret. */
function isContent(path: string): boolean {
  return /^\s*[{["]/.test(path) || path.includes('\n');
}

function fileErrorReason(error: unknown): string {
  const {code} = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES') return 'may not be read by this user';
  return code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
}

function textOf(bytes: Buffer, file: MessageText): string {
  if (isUtf16(bytes)) {
    throw new ConfigError(message`${file} is written in UTF-16. Save it in the encoding UTF-8.`);
  }
  return bytes.toString().replace(/^\uFEFF/, '');
}

/** PowerShell writes such files unless told otherwise. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

function parse(text: string, file: MessageText): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = placeOf((error as Error).message, text);
    throw new ConfigError(message`${file} is not valid JSON (${place}). Correct the file.`);
  }
}

/** Node names every position but that of an unexpected token: the first one that spoils the text. */
function placeOf(said: string, text: string): string {
  const named = /JSON at position (\d+)( \(line \d+ column \d+\))?$/.exec(said)?.[1];
  let [from, to] = named === undefined ? [0, text.length] : [Number(named), Number(named)];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (hasUnexpectedToken(text.slice(0, middle + 1))) to = middle;
    else from = middle + 1;
  }
  const lines = text.slice(0, from).split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as Error).message.startsWith('Unexpected token');
  }
}

/** Goes from level to level, because a recursion would exhaust the stack. */
function isNestedDeeper(value: unknown, maxLevels: number): boolean {
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

/** A value from a file as it is shown in a message: one line, not too long. */
export function quoteValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
