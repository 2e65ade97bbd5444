/** Graph writes "never" as the first instant of year 1. */
export const NEVER = '0001-01-01T00:00:00';

export function isNever(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(NEVER);
}

/** The latest of some dates as Graph spells it; null where there is none. */
export function latestOf(...dates: unknown[]): string | null {
  let latest: string | null = null;
  for (const date of dates) {
    if (typeof date !== 'string' || isNever(date) || Number.isNaN(Date.parse(date))) continue;
    if (latest === null || Date.parse(date) > Date.parse(latest)) latest = date;
  }
  return latest;
}

const MS_PER_DAY = 86_400_000;

/** Days are UTC, written `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * MS_PER_DAY).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`; negative where it is before. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);
}

/** Days of one length only, which compare as texts do. */
export function isDay(text: string): boolean {
  const isDate = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDate && addDays(text, 0) === text;
}

/** Both ends included; empty when `from` is later than `to`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
