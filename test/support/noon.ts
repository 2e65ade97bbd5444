const DAY_MS = 86_400_000;

/**
 * Noon of today (UTC, epoch milliseconds). A clock that begins there passes hours without a change
 * of date, which would bring new reports in the middle of a test.
 */
export function noonToday(): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2;
}
