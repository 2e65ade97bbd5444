/**
 * Time limits that a test ends. The limits of the connector are real time: a test that waits for
 * one takes minutes, and one that shortens it fails on a busy machine.
 */

/** What is shorter is no limit. */
const MIN_LIMIT_MS = 1_000;

interface Limit {
  timer: NodeJS.Timeout;
  endsAt: number;
  end: () => void;
}

export interface Deadlines {
  /** When the next limit ends; undefined where none runs. */
  next(): number | undefined;
  /** Ends the limits that are due by then. */
  end(by: number): void;
}

/** Keeps the timers of this process that are limits, so that they can be ended early. */
export function ownDeadlines(now: () => number): Deadlines {
  const {setTimeout: start, clearTimeout: stop} = globalThis;
  const running = new Set<Limit>();
  const finish = (limit: Limit): void => {
    stop(limit.timer);
    running.delete(limit);
  };
  const begin = (act: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): unknown => {
    if (ms < MIN_LIMIT_MS) return start(act, ms, ...values);
    const end = (): void => {
      finish(limit);
      act(...values);
    };
    const limit = {timer: start(() => limit.end(), ms), endsAt: now() + ms, end};
    running.add(limit);
    return limit.timer;
  };
  globalThis.setTimeout = new Proxy(start, {
    apply: (_real, _self, values: Parameters<typeof begin>) => begin(...values),
  });
  globalThis.clearTimeout = (timer) => {
    const limit = [...running].find((known) => known.timer === timer);
    if (limit) finish(limit);
    else stop(timer);
  };
  const due = (by: number): Limit[] => [...running].filter(({endsAt}) => endsAt <= by);
  return {
    next: () =>
      running.size > 0 ? Math.min(...[...running].map(({endsAt}) => endsAt)) : undefined,
    end: (by) => due(by).forEach(({end}) => end()),
  };
}
