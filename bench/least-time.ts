/** The least time that Microsoft's documented limits leave, counted apart from the connector. */
import type {RateLimitScope} from '../src/graph/request';
import type {RequestLogEntry} from '../tenant/tenant';

/** https://learn.microsoft.com/graph/throttling-limits */
const ENTRA_REPORTING = {requests: 5, seconds: 10};
const REPORT = {requests: 14, seconds: 600};

/**
 * @param requests what the tenant was asked for; it counts a refusal, and a download not.
 * @returns seconds until the requests of the scope can all have been sent; 0 where none holds them back.
 */
export function leastSeconds(scope: RateLimitScope, requests: readonly RequestLogEntry[]): number {
  if (scope === 'directory') return 0;
  const isCounted = countedBy(scope);
  const needed = requests.filter((request) => request.status !== 429 && isCounted(request)).length;
  const limit = scope === 'entra_reporting' ? ENTRA_REPORTING : REPORT;
  return Math.max(0, Math.ceil(needed / limit.requests) - 1) * limit.seconds;
}

function countedBy(scope: RateLimitScope): (request: RequestLogEntry) => boolean {
  if (scope === 'entra_reporting') {
    return ({rawUrl}) => /signInActivity|userRegistrationDetails/.test(rawUrl);
  }
  const report = /\w+$/.exec(scope)?.[0] ?? scope;
  return ({path}) => path.split(/\W/).includes(report);
}
