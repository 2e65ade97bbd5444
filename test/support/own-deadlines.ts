/**
 * Time limits that somebody else ends. The limits of the connector are real time: a test that waits
 * for one takes minutes, and one that shortens it fails on a busy machine.
 */

/** What is shorter is no limit. */
const MIN_LIMIT_MS = 1_000;

export interface Deadlines {
  /** Lets every limit pass that runs now. */
  pass(): void;
}

/** Makes the timers of this process ones that `pass` can end. */
export function ownDeadlines(): Deadlines {
  const {setTimeout: start, clearTimeout: stop} = globalThis;
  const running = new Map<unknown, () => void>();
  const begin = (act: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): unknown => {
    if (ms < MIN_LIMIT_MS) return start(act, ms, ...values);
    const end = (): void => {
      running.delete(timer);
      act(...values);
    };
    const timer = start(end, ms);
    running.set(timer, end);
    return timer;
  };
  globalThis.setTimeout = begin as unknown as typeof setTimeout;
  globalThis.clearTimeout = (timer) => {
    running.delete(timer);
    stop(timer);
  };
  return {
    pass: () => {
      for (const [timer, end] of [...running]) {
        stop(timer as NodeJS.Timeout);
        end();
      }
    },
  };
}
