import {readFileSync} from 'node:fs';
import {SourceMap} from 'node:module';
import type {SourceMapPayload} from 'node:module';
import {join, posix} from 'node:path';
import {SCRIPT_FOLDER} from './script-name';

type PrepareStackTrace = (error: Error, calls: {toString: () => string}[]) => string;

const PLACE = new RegExp(`(?<![^ (])${SCRIPT_FOLDER}([\\w-]+\\.js):(\\d+):(\\d+)`);

/** What axios calls a request that was aborted. */
const CANCELED = 'ERR_CANCELED';

/**
 * Whether a person may read the stack. axios also asks for stacks of its own, and for those of requests
 * that were aborted, as every read does; source maps take 20 MB and a tenth of a second.
 */
function isRead(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code !== CANCELED;
}

/**
 * Writes stacks as Node.js does, with places in source files such as `src/main.ts:1:1`. Source maps
 * are read when a stack is first asked for that a person may read.
 * @param folder has the scripts, with a source map beside each.
 */
export function withSources(folder: string): PrepareStackTrace {
  const maps = new Map<string, SourceMap>();
  const mapOf = (script: string): SourceMap => {
    const known = maps.get(script);
    if (known) return known;
    const text = readFileSync(join(folder, `${script}.map`), 'utf8');
    const map = new SourceMap(JSON.parse(text) as SourceMapPayload);
    maps.set(script, map);
    return map;
  };
  const toSource = (place: string, ...[script = '', line, column]: string[]): string => {
    try {
      const entry = mapOf(script).findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      const source = posix.join(SCRIPT_FOLDER, entry.originalSource);
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    } catch {
      // A stack without its sources is better than none.
      return place;
    }
  };
  return (error, calls) => {
    const placeOf = isRead(error)
      ? (call: string): string => call.replace(PLACE, toSource)
      : String;
    const lines = calls.map((call) => `    at ${placeOf(call.toString())}`);
    return [Error.prototype.toString.call(error), ...lines].join('\n');
  };
}
