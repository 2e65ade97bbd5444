/** Requests at the same time; the rate limit of their scope holds for them as for all others. */
const MAX_CONCURRENT_READS = 4;

/** Ends with the first failure, which stops the others. */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  act: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const failures: unknown[] = [];
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (stop.signal.aborted) return;
      await act(item, stop.signal);
    }
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const workers = Array.from({length: MAX_CONCURRENT_READS}, () => work().catch(fail));
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}
