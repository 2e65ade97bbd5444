/** Streams of one rate-limit scope against services that allow what is documented, more, or much more. */
import {LimitedService} from '../support/limited-service';

/** The least seconds in which so many requests a window of 10 s can be made. */
function leastSeconds(requests: number, allowed: number): number {
  return (Math.ceil(requests / allowed) - 1) * 10;
}

async function read(service: LimitedService, ...streams: number[]): Promise<void> {
  await Promise.all(streams.map((pages) => service.readStream(pages)));
}

/** What was changed, without words. */
function changes({log}: LimitedService): string[] {
  return log.map((line) => /from (\d+ to \d+) requests/.exec(line)?.[1] ?? line);
}

test('a service that allows what is documented is asked for more once, and costs no time', async () => {
  const service = new LimitedService({allows: 5});
  await read(service, 200, 100);
  expect(service.refusals).toBe(2);
  expect(service.seconds).toBeLessThanOrEqual(1.02 * leastSeconds(300, 5));
  expect(changes(service)).toEqual(['5 to 7', '7 to 5']);
  expect(service.log.map((line) => line.split(' ')[0])).toEqual(['INFO', 'INFO']);
});

test('a service that allows four times as much is used so', async () => {
  const service = new LimitedService({allows: 20});
  await read(service, 200, 100);
  expect(service.refusals).toBe(0);
  expect(service.seconds).toBeLessThanOrEqual(0.35 * leastSeconds(300, 5));
  expect(changes(service)).toEqual(['5 to 7', '7 to 11', '11 to 16', '16 to 20']);
});

test('more than four times as much is never asked for', async () => {
  const service = new LimitedService({allows: Infinity});
  await service.readUntil(3_600, 2);
  const most = service.arrivals.map(
    ({at}) => service.arrivals.filter((other) => other.at >= at && other.at < at + 10_000).length,
  );
  expect(Math.max(...most)).toBe(20);
});

test.each(Array.from({length: 26}, (_, at) => 5 + at))(
  'in an hour a service that allows %d requests refuses at most five and is used as documented or more',
  async (allows) => {
    for (const [streams, saysRetryAfter] of [
      [2, true],
      [6, false],
    ] as const) {
      const service = new LimitedService({allows, saysRetryAfter, latencyMs: 200});
      await service.readUntil(3_600, streams);
      expect(service.refusals).toBeLessThanOrEqual(5);
      const answered = service.arrivals.length - service.refusals;
      expect(answered).toBeGreaterThanOrEqual(0.98 * 5 * 360);
    }
  },
);

test('pages that come late are no reason to ask for more', async () => {
  const service = new LimitedService({allows: 5, latencyMs: 5_000});
  await service.readUntil(3_600, 2);
  expect([service.refusals, service.log]).toEqual([0, []]);
});

test.each([0, 40, 400, 4_000])(
  'a handshake of %d ms before the first request costs no refusal in the second window',
  async (handshakeMs) => {
    const service = new LimitedService({allows: 5, latencyMs: 100, handshakeMs});
    await service.readStream(10);
    expect(service.refusals).toBe(0);
  },
);

test('usage reports stay at their documented limit', async () => {
  const service = new LimitedService({allows: Infinity, scope: 'report:one'});
  await read(service, 42, 42);
  expect([service.seconds, service.log]).toEqual([5 * 600.05, []]);
});
