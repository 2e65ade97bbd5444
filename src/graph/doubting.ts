import {TransientError} from '../errors';
import type {Clock} from './clock';
import {graphError, refusalOf} from './graph-error';
import type {GraphRequest, GraphResponse, Policy} from './request';
import {nextRetry} from './retry';
import type {TokenSource} from './auth/token';
import {covers} from './auth/token';
import {sleepReleasingWorker} from './request';

/** Graph is known to refuse by mistake; the same answer so many times is taken for true. */
const MAX_ANSWERS = 3;

interface ConfirmParts {
  tokens: TokenSource;
  clock: Clock;
  random: () => number;
}

/** Asks again where a refusal contradicts the token, or may be false. */
export function confirmForbiddenPolicy({tokens, clock, random}: ConfirmParts): Policy {
  return (next) => async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await next(request);
      if (attempt === MAX_ANSWERS || !needsConfirmation(response, request, tokens)) return response;
      const retry = nextRetry({}, attempt, {now: clock.now(), random});
      request.context.metrics.retries += 1;
      await sleepReleasingWorker(clock, request, retry?.waitMs ?? 0);
    }
  };
}

function needsConfirmation(
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
