/** What the number of a tenant's users says of a list that was read in lanes. */

interface LanesRead {
  /** Users of whom each was seen in this attempt and has not changed meanwhile. */
  unchanged: number;
  /** Users seen in earlier attempts of the same refresh, who are no longer known one by one. */
  before: number;
  /** Users named by the delta query: created, renamed, or deleted. */
  changed: number;
}

/**
 * Whether the number of users fits. The service counts with a delay, so it may count each of the
 * changed users or not; without any change it has to be exact. Of the users seen in earlier
 * attempts, as many may have changed as changed at all.
 */
export function isCountPlausible(count: number, {unchanged, before, changed}: LanesRead): boolean {
  const least = unchanged + Math.max(0, before - changed);
  return count >= least && count <= unchanged + before + changed;
}
