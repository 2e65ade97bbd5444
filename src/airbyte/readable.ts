import {isJsonObject} from './json-value';
import type {JsonObject} from './messages';

/** Jackson takes 1,000 levels by default. The message around a value has some of its own. */
const MOST_LEVELS = 900;

/** Jackson takes 50,000 by default. */
const MOST_NAME_LENGTH = 50_000;

/** NUL and halves of surrogate pairs. */
const BROKEN = /\0|\p{Surrogate}/gu;

/**
 * Whether the platform would drop a line with this value, for its levels or its names.
 * Loops that make no lists: every long row passes here.
 */
export function isUnreadable(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'object' && isUnreadable(item, levels - 1)) return true;
    }
    return false;
  }
  for (const name in value) {
    if (name.length > MOST_NAME_LENGTH) return true;
    if (isUnreadable((value as JsonObject)[name], levels - 1)) return true;
  }
  return false;
}

/**
 * Leaves out NUL characters and puts U+FFFD for each half of a surrogate pair, in names as well.
 * @returns the value itself where nothing is to be changed.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (Array.isArray(value)) {
    const items = value.map(wellFormed);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const mended = entries.map(([name, inner]) => [wellFormedText(name), wellFormed(inner)] as const);
  const isSame = mended.every(
    ([name, inner], index) => name === entries[index]![0] && inner === entries[index]![1],
  );
  return isSame ? value : Object.fromEntries(mended);
}

export function wellFormedText(text: string): string {
  return text.replace(BROKEN, (character) => (character === '\0' ? '' : '\ufffd'));
}
