import type {Clock} from './clock';
import type {GraphRequest} from './request';

/** Waits as the owner of the request sees fit, and counts the time. */
export async function waitIdle(clock: Clock, {owner}: GraphRequest, ms: number): Promise<void> {
  await owner.idle(ms, async (part) => {
    const startedAt = clock.now();
    await clock.sleep(part, owner.signal);
    owner.meter.waitedMs += clock.now() - startedAt;
  });
}
