import type {Clock} from './clock';
import type {GraphRequest} from './request';

/** Waits without holding a worker, and counts the time. */
export async function waitIdle(clock: Clock, {owner}: GraphRequest, ms: number): Promise<void> {
  const startedAt = clock.now();
  await owner.idle(() => clock.sleep(ms, owner.signal));
  owner.meter.waitedMs += clock.now() - startedAt;
}
