/** What a reader of the messages would refuse: found, replaced or escaped. See serialize-record for who refuses what. */
import {isJsonObject} from './messages';
import type {JsonObject} from './messages';

/** Jackson takes 1,000 levels by default. The message around a value has some of its own. */
const MAX_RECORD_LEVELS = 900;

/** Jackson takes 50,000 by default. */
const MAX_KEY_LENGTH = 50_000;

/**
 * Whether the platform would drop a line with this value, for its levels or its names.
 * Loops that make no lists: every long row passes here.
 */
export function isTooNested(value: unknown, levels = MAX_RECORD_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'object' && isTooNested(item, levels - 1)) return true;
    }
    return false;
  }
  for (const name in value) {
    if (name.length > MAX_KEY_LENGTH) return true;
    if (isTooNested((value as JsonObject)[name], levels - 1)) return true;
  }
  return false;
}

/**
 * `sanitizeText` for each text in a value, names of keys included.
 * @returns the value itself where nothing is to be changed.
 */
export function sanitize(value: unknown): unknown {
  if (typeof value === 'string') return sanitizeText(value);
  if (Array.isArray(value)) {
    const items = value.map(sanitize);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const sanitized = entries.map(([name, inner]) => [sanitizeText(name), sanitize(inner)] as const);
  const isSame = sanitized.every(
    ([name, inner], index) => name === entries[index]![0] && inner === entries[index]![1],
  );
  return isSame ? value : Object.fromEntries(sanitized);
}

/** Puts U+FFFD for each half of a surrogate pair and leaves out NUL characters. */
export function sanitizeText(text: string): string {
  // In this order: without the NUL between them, two halves would become a character.
  return text.toWellFormed().replaceAll('\0', '');
}

/** What Unicode takes for the end of a line and JSON leaves as it is. */
const LINE_SEPARATORS = ['\u0085', '\u2028', '\u2029'] as const;
const LINE_SEPARATOR = /[\u0085\u2028\u2029]/g;

/**
 * The same JSON in one line, also for readers that break lines wherever Unicode does, as `splitlines` of
 * Python: a name can hold such a character.
 */
export function escapeLineSeparators(json: string): string {
  // Three searches of this kind take a fraction of the time of one with the expression.
  const [next, line, paragraph] = LINE_SEPARATORS;
  if (!json.includes(next) && !json.includes(line) && !json.includes(paragraph)) return json;
  return json.replace(LINE_SEPARATOR, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
