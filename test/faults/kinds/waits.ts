/** Answers that ask for patience, with and without a time. */
import {PASSES, refusal, respond} from './fault-kind';
import type {Circumstances, FaultKind} from './fault-kind';

export const BUSY: FaultKind[] = [500, 502, 503, 504, 509].map((status) => ({
  title: String(status),
  fault: respond(refusal(status, 'UnknownError')),
  endings: PASSES,
  waits: 'own',
}));

export const THROTTLED: FaultKind[] = [
  ['an integer', (at: Circumstances): string => String(seconds(at))],
  ['decimals', (at: Circumstances): string => `${seconds(at) - 1}.128`],
  ['a date', (at: Circumstances): string => dateIn(at.now(), seconds(at))],
  ['nothing', (): undefined => undefined],
].map(([title, retryAfter]) => ({
  title: `429 with ${title as string} in Retry-After`,
  fault: (at) => ({
    respond: () => {
      const asked = (retryAfter as (at: Circumstances) => string | undefined)(at);
      const headers = asked === undefined ? undefined : {'retry-after': asked};
      return {...refusal(429, 'TooManyRequests'), ...(headers && {headers})};
    },
  }),
  endings: PASSES,
  waits: title === 'nothing' ? 'own' : 'asked',
}));

/** The wait is asked for in the head; the body says that it is compressed, and is empty. */
export const EMPTY_GZIP: FaultKind = {
  title: '429 with a Retry-After and gzip of nothing',
  fault: (at) => ({
    action: 'emptyGzip',
    respond: {status: 429, headers: {'retry-after': String(seconds(at))}},
  }),
  endings: PASSES,
  waits: 'asked',
};

/** Seconds that a Retry-After asks for; for ever must not mean hundreds of requests. */
function seconds({repetition}: Circumstances): number {
  return repetition === 'for ever' ? 600 : 7;
}

/** HTTP dates have whole seconds. */
function dateIn(now: number, secs: number): string {
  return new Date(Math.ceil(now / 1_000) * 1_000 + secs * 1_000).toUTCString();
}
