/**
 * How many requests may start in a window, where the service may allow more than Microsoft
 * documents and only its answers tell. Pure: times are epoch milliseconds and passed in.
 */

/** A rate rises when it was used up for so long and nothing was refused. */
const RISE_AFTER_MS = 20_000;

const RISE_FACTOR = 1.5;

/** More than so many times the documented rate is never tried. */
const MAX_FACTOR = 4;

export interface AdaptiveRate {
  /** Requests in a window, as documented. */
  readonly documented: number;
  /** Requests in a window; a fraction of one starts none. */
  readonly requests: number;
  /** What `requests` never passes. */
  readonly ceiling: number;
  /** Since when the rate is used up time and again; undefined before the first time. */
  readonly usedUpSince: number | undefined;
}

export function documentedRate(requests: number): AdaptiveRate {
  return {documented: requests, requests, ceiling: MAX_FACTOR * requests, usedUpSince: undefined};
}

/** Call whenever one more request would pass the rate: without need for more, it does not rise. */
export function rateWhenUsedUp(rate: AdaptiveRate, now: number): AdaptiveRate {
  const {requests, ceiling, usedUpSince} = rate;
  if (usedUpSince === undefined) return {...rate, usedUpSince: now};
  if (requests >= ceiling || now - usedUpSince < RISE_AFTER_MS) return rate;
  return {...rate, requests: Math.min(ceiling, requests * RISE_FACTOR), usedUpSince: undefined};
}

/**
 * Call when a request is refused because of the limit.
 * @param refused the rate at the start of that request; others may have been refused since then.
 */
export function rateWhenRefused(rate: AdaptiveRate, refused: number): AdaptiveRate {
  const {documented, ceiling} = rate;
  return {
    documented,
    requests: documented,
    ceiling: Math.max(documented, Math.min(ceiling, refused / 2)),
    usedUpSince: undefined,
  };
}

/** How many requests may start in a window. */
export function wholeRequests({requests}: AdaptiveRate): number {
  return Math.floor(requests);
}

/**
 * One line for the log.
 * @param what whose rate it is, such as `sign-in dates`.
 * @returns undefined where no other number of requests may start.
 */
export function formatRateChange(
  [from, to]: [AdaptiveRate, AdaptiveRate],
  {what, windowMs}: {what: string; windowMs: number},
): string | undefined {
  const [before, now] = [wholeRequests(from), wholeRequests(to)];
  if (before === now) return undefined;
  const change = `from ${before} to ${now} requests in ${windowMs / 1_000} s`;
  if (now > before) {
    return `Rate for ${what} raised ${change}: Microsoft Graph has refused none for ${RISE_AFTER_MS / 1_000} s.`;
  }
  const ceiling = Math.floor(to.ceiling);
  const later = ceiling > now ? `rises to at most ${ceiling}` : 'does not rise again';
  return `Rate for ${what} lowered ${change}, as documented: Microsoft Graph refused a request (429). In this sync it ${later}.`;
}
