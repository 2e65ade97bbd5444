import {setMaxListeners} from 'node:events';

/** How long an answer may take. A request that takes longer is given up and sent again. */
export interface Timeouts {
  /** From sending to the head of an answer, and between two pieces of its body. */
  silenceMs: number;
  /** For the body of an answer in JSON: one that comes in drops is never silent for long. */
  textMs: number;
  /** For the download of a report, which can be large. */
  fileMs: number;
  /** For a whole answer of the login service. */
  signInMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  silenceMs: 100_000,
  textMs: 100_000,
  // As long as a stream may be without a successful answer.
  fileMs: 3_600_000,
  signInMs: 60_000,
};

/** A signal that aborts as soon as another one does, or when time is up. */
export interface Deadline {
  signal: AbortSignal;
  /** Time was up before the other signal aborted. */
  readonly hasPassed: boolean;
  /** Call it on every way out: until then the process stays alive. */
  clear(): void;
}

/**
 * With a timer that is held. Node 20 forgets an AbortSignal.timeout that only an AbortSignal.any
 * listens to as soon as memory is cleaned up, so that time is never up.
 */
export function deadlineIn(ms: number, outer: AbortSignal): Deadline {
  const abort = new AbortController();
  let hasPassed = false;
  const timer = setTimeout(() => {
    hasPassed = !outer.aborted;
    abort.abort(new Error(`there was no answer within ${ms / 1_000} s`));
  }, ms);
  const follow = (): void => abort.abort(outer.reason);
  if (outer.aborted) follow();
  outer.addEventListener('abort', follow, {once: true});
  // Many requests may listen; Node would warn on standard error of more than ten.
  setMaxListeners(0, abort.signal);
  return {
    signal: abort.signal,
    get hasPassed() {
      return hasPassed;
    },
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}
