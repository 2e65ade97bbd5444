import {readFile} from 'node:fs/promises';
import {ConfigError} from '../errors';

/**
 * Reads a JSON file that was named on the command line; its suffix does not matter.
 * The parser's own message is left out: it quotes the file, and the file may hold a secret.
 * @throws ConfigError naming `what` (such as "the settings file") and the path.
 */
export async function readJsonFile(path: string, what: string): Promise<unknown> {
  const text = await readText(path, what);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = placeOf(error as Error, text);
    throw new ConfigError(`${what} ${path} is not valid JSON (${place}). Correct the file.`);
  }
}

async function readText(path: string, what: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read by this user'
          : code === 'EISDIR'
            ? 'is a folder'
            : `cannot be read (${code})`;
    throw new ConfigError(`${what} ${path} ${reason}. Check the path.`, {cause: error});
  }
}

function placeOf(error: Error, text: string): string {
  const before = text.slice(0, positionOf(error, text)).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
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
