/**
 * The date of a test file, of its tenants and of the connectors that it runs: it begins at a noon of
 * long ago, so that neither midnight nor the day on which the tests run can change an outcome.
 */
export const NOON = Date.parse('2026-03-02T12:00:00Z');

/** By so much the date of a test is ahead of this machine's. */
export const AHEAD_MS = NOON - Date.now();

export function now(): number {
  return Date.now() + AHEAD_MS;
}
