/** Characters without a width, which come along when text is copied from a page or a dialog. */

const INVISIBLE = /\p{Cf}/u;
const EDGE = /[\s\p{Cf}]/u;

/** The settings with every text free of invisible characters before and behind it. */
export function withoutInvisible(settings: unknown): unknown {
  if (typeof settings === 'string') return visibleText(settings);
  if (Array.isArray(settings)) return settings.map(withoutInvisible);
  if (typeof settings !== 'object' || settings === null) return settings;
  const entries = Object.entries(settings);
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutInvisible(value)]));
}

/** Blanks alone stay, because they may belong to a password. */
export function visibleText(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && EDGE.test(text[start]!)) start += 1;
  while (end > start && EDGE.test(text[end - 1]!)) end -= 1;
  const edges = text.slice(0, start) + text.slice(end);
  return INVISIBLE.test(edges) ? text.slice(start, end) : text;
}
