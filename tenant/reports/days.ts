/** Days as whole numbers since 1970 (UTC), the resolution of reports. */

const DAY_MS = 86_400_000;
const texts = new Map<number, string>();

export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** `YYYY-MM-DD`. Cached, because a large report has the same few thousand days millions of times. */
export function dayText(day: number): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  texts.set(day, text);
  return text;
}

/** Undefined for an invalid date. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || dayText(dayOf(ms)) !== text ? undefined : dayOf(ms);
}
