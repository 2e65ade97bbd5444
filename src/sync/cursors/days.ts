const DAY_MS = 86_400_000;

/** Days are UTC, written `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
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
