import {setMaxListeners} from 'node:events';

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
