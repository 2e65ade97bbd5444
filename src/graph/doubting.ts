import {TransientError} from '../errors';
import type {Clock} from './clock';
import {graphError, refusalOf} from './graph-error';
import type {GraphRequest, GraphResponse, Policy} from './request';
import {nextRetry} from './retry';
import type {TokenSource} from './token';
import {covers} from './token-roles';
import {waitIdle} from './wait';

/** Graph is known to refuse by mistake; the same answer so many times is taken for true. */
const ANSWERS = 3;

interface DoubtParts {
  tokens: TokenSource;
  clock: Clock;
  random: () => number;
}

/** Asks again where a refusal contradicts the token, or may be false. */
export function doubting({tokens, clock, random}: DoubtParts): Policy {
  return (next) => async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await next(request);
      if (attempt === ANSWERS || !isDoubtful(response, request, tokens)) return response;
      const retry = nextRetry({}, attempt, {now: clock.now(), random});
      request.owner.meter.retries += 1;
      await waitIdle(clock, request, retry?.waitMs ?? 0);
    }
  };
}

function isDoubtful(
  response: GraphResponse,
  {url, needs = []}: GraphRequest,
  tokens: TokenSource,
): boolean {
  if (response.status !== 403) return false;
  const error = graphError(response, url);
  if (error instanceof TransientError) return true;
  const refusal = refusalOf(error);
  if (refusal === 'licence') return true;
  return refusal === 'permission' && covers(tokens.roles, needs);
}
