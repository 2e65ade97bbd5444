/** Graph writes "never" as the first instant of year 1. */
const NEVER = '0001-01-01T00:00:00';

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
