import {throttlePolicy} from '../../src/graph/policies';
import type {RateLimitScope} from '../../src/graph/request';
import {Throttles} from '../../src/graph/throttle';
import type {Limit} from '../../src/graph/throttle';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';

const ANY_FIVE: Limit = {requests: 5, windowMs: 10_000};

/** Sends bursts of requests and gives the moments at which they started. */
async function startsOf(
  scope: RateLimitScope,
  bursts: [size: number, pauseMs: number][],
  limitOf?: () => Limit,
) {
  const clock = new FakeClock();
  const starts: number[] = [];
  const send = throttlePolicy(
    new Throttles(clock, {limitOf}),
    clock,
  )(() => {
    starts.push(clock.now());
    return Promise.resolve({status: 200, headers: {}, text: '', durationMs: 0});
  });
  const request = {
    url: 'https://graph.microsoft.com/',
    origin: 'first_request' as const,
    scope,
    context: newOwner(),
  };
  for (const [size, pauseMs] of bursts) {
    await Promise.all(Array.from({length: size}, () => send(request)));
    clock.advance(pauseMs);
  }
  return {starts, sleeps: clock.sleeps};
}

/** The most starts in any window of this length. */
function mostWithin(starts: number[], windowMs: number): number {
  const counts = starts.map(
    (from) => starts.filter((start) => start >= from && start <= from + windowMs).length,
  );
  return Math.max(...counts);
}

/** Numbers that look random and are the same in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('the documented limits', () => {
  test.each(Array.from({length: 40}, (_, seed) => seed))(
    'no window sees more requests than its limit, arrivals %d',
    async (seed) => {
      const number = numbersFrom(seed);
      const bursts = Array.from({length: 12}, (): [number, number] => [
        1 + number(8),
        number(6_000),
      ]);
      const {starts} = await startsOf('entra_reporting', bursts, () => ANY_FIVE);
      expect(starts).toHaveLength(bursts.reduce((sum, [size]) => sum + size, 0));
      expect(mostWithin(starts, 10_000)).toBeLessThanOrEqual(5);
    },
  );

  test('all 5 of them are used, and the sixth waits no longer than it must', async () => {
    const {starts, sleeps} = await startsOf('entra_reporting', [[6, 0]]);
    expect(starts.slice(0, 5).every((start) => start === starts[0])).toBe(true);
    expect(sleeps).toEqual([10_050]);
  });

  test('no 10 minutes see more than 14 requests for one usage report', async () => {
    const {starts} = await startsOf('report:getTeamsUserActivityUserDetail', [[50, 0]]);
    expect(mostWithin(starts, 600_000)).toBe(14);
  });

  test('all 14 of them are used, and the fifteenth waits no longer than it must', async () => {
    const {sleeps} = await startsOf('report:getTeamsUserActivityUserDetail', [[15, 0]]);
    expect(sleeps).toEqual([600_050]);
  });

  test.each([
    ['entra_reporting', 5, 10_050],
    ['report:one', 14, 600_050],
  ] as const)('%s: of %d requests the oldest counts for %d ms', (scope, requests, windowMs) => {
    const clock = new FakeClock();
    const throttle = new Throttles(clock).of(scope);
    for (let count = 0; count < requests; count += 1) {
      expect(throttle.tryAcquire()).toBe(0);
      clock.advance(10);
    }
    clock.advance(windowMs - requests * 10 - 1);
    expect(throttle.tryAcquire()).toBe(1);
    clock.advance(1);
    expect(throttle.tryAcquire()).toBe(0);
    expect(throttle.tryAcquire()).toBe(10);
  });

  test('the directory has no limit of ours', async () => {
    const {sleeps} = await startsOf('directory', [[500, 0]]);
    expect(sleeps).toEqual([]);
  });
});

describe('families', () => {
  test('each usage report has a limit of its own', () => {
    const throttles = new Throttles(new FakeClock());
    const one = throttles.of('report:one');
    for (let count = 0; count < 14; count += 1) expect(one.tryAcquire()).toBe(0);
    expect(one.tryAcquire()).toBeGreaterThan(0);
    expect(throttles.of('report:two').tryAcquire()).toBe(0);
  });

  test('streams of one family share one throttle', () => {
    const throttles = new Throttles(new FakeClock());
    throttles.of('directory').pause(5_000);
    expect(throttles.of('directory').tryAcquire()).toBe(5_000);
    expect(throttles.of('entra_reporting').tryAcquire()).toBe(0);
  });

  test('a pause ends on the millisecond', () => {
    const clock = new FakeClock();
    const throttle = new Throttles(clock).of('directory');
    throttle.pause(5_000);
    clock.advance(4_999);
    expect(throttle.tryAcquire()).toBe(1);
    clock.advance(1);
    expect(throttle.tryAcquire()).toBe(0);
  });

  test('a request that is held back by a pause is not counted', () => {
    const clock = new FakeClock();
    const throttle = new Throttles(clock).of('entra_reporting');
    throttle.pause(5_000);
    for (let count = 0; count < 10; count += 1) expect(throttle.tryAcquire()).toBe(5_000);
    clock.advance(5_000);
    for (let count = 0; count < 5; count += 1) expect(throttle.tryAcquire()).toBe(0);
    expect(throttle.tryAcquire()).toBe(10_050);
  });

  test('a shorter pause does not end a longer one', () => {
    const throttle = new Throttles(new FakeClock()).of('directory');
    throttle.pause(5_000);
    throttle.pause(1_000);
    expect(throttle.tryAcquire()).toBe(5_000);
  });
});
