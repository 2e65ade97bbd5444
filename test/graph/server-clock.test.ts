import nock from 'nock';
import {ServerClock} from '../../src/graph/server-clock';
import {GRAPH, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const HEADER = 'Sun, 01 Mar 2026 12:00:00 GMT';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A clock that has seen one answer of noon, by the local times at which it was asked and came. */
function clockAfter(
  sentMs: number,
  receivedMs = sentMs,
  header = HEADER,
): {clock: ServerClock; warnings: string[]} {
  const warnings: string[] = [];
  const clock = new ServerClock((warning) => warnings.push(warning));
  clock.observe(header, {sentAt: NOON + sentMs, receivedAt: NOON + receivedMs});
  return {clock, warnings};
}

describe('a time of this machine', () => {
  test.each<[fact: string, sentMs: number, receivedMs: number, earlierBy: number]>([
    ['stays where the clocks agree', 0, 40, 0],
    ['stays within the second of the header', 999, 1_400, 0],
    ['stays where the answer took long', -50_000, 50_000, 0],
    ['stays where the clock is behind', -10 * DAY_MS, -10 * DAY_MS, 0],
    ['goes back from the next second on', 1_000, 1_400, 1_000],
    ['goes back where the clock is ahead by days', 10 * DAY_MS, 10 * DAY_MS + 9_000, 10 * DAY_MS],
  ])('%s', (_fact, ...[sentMs, receivedMs, earlierBy]) => {
    const {clock} = clockAfter(sentMs, receivedMs);
    expect(clock.earlierOf(NOON)).toBe(NOON - earlierBy);
  });

  test.each([undefined, '', 'yesterday', '17', 'Sun, 99 Mar 2026 12:00:00 GMT'])(
    'stays where the header is %j',
    (header) => {
      const {clock, warnings} = clockAfter(10 * DAY_MS, 10 * DAY_MS, header ?? '');
      clock.observe(undefined, {sentAt: NOON, receivedAt: NOON});
      expect(clock.earlierOf(NOON)).toBe(NOON);
      expect(warnings).toEqual([]);
    },
  );

  test('goes back by the most of the run: the clock may be set right meanwhile', () => {
    const {clock} = clockAfter(DAY_MS);
    clock.observe(HEADER, {sentAt: NOON, receivedAt: NOON});
    expect(clock.earlierOf(NOON + DAY_MS)).toBe(NOON);
  });
});

describe('a difference of clocks', () => {
  test.each<[minutes: number, said: RegExp | undefined]>([
    [5, undefined],
    [-5, undefined],
    [6, /6 minutes ahead of Microsoft Graph's: 2026-03-01T12:06 UTC here, 2026-03-01T12:00 UTC th/],
    [-6, /6 minutes behind Microsoft Graph's: 2026-03-01T11:54 UTC here/],
    [60, /60 minutes ahead/],
    [180, /3 hours ahead/],
    [-14_400, /10 days behind/],
  ])('of %d minutes is told as %s', (minutes, said) => {
    const {clock, warnings} = clockAfter(minutes * MINUTE_MS);
    expect(warnings).toHaveLength(said ? 1 : 0);
    expect(clock.warning).toBe(warnings[0]);
    if (said) expect(warnings[0]).toMatch(said);
    expect((warnings[0] ?? '').length).toBeLessThan(300);
  });

  test.each([
    [5 * MINUTE_MS, 0],
    [5 * MINUTE_MS + 1, 1],
    [-5 * MINUTE_MS, 0],
    [-5 * MINUTE_MS - 1, 1],
  ])('of %d ms is told %d times', (ms, times) => {
    expect(clockAfter(ms).warnings).toHaveLength(times);
  });

  test('is told once', () => {
    const {clock, warnings} = clockAfter(DAY_MS);
    clock.observe(HEADER, {sentAt: NOON + 2 * DAY_MS, receivedAt: NOON + 2 * DAY_MS});
    expect(warnings).toHaveLength(1);
  });
});

describe('an answer', () => {
  useNock();

  test.each<[whose: string, headers: Record<string, string>, status: number, aheadMs: number]>([
    ['of Graph', {'request-id': 'a'}, 200, DAY_MS],
    ['of Graph that is a failure', {'request-id': 'a'}, 403, DAY_MS],
    ['of a proxy', {}, 200, 0],
  ])('%s with the date of yesterday', async (_whose, headers, ...[status, aheadMs]) => {
    grantToken();
    const graph = fakeGraph();
    // The header has whole seconds.
    graph.clock.advance(1_000 - (graph.clock.now() % 1_000));
    const now = graph.clock.now();
    const date = new Date(now - DAY_MS).toUTCString();
    nock(GRAPH)
      .get('/v1.0/users')
      .times(4)
      .optionally()
      .reply(status, {value: []}, {...headers, date});
    await graph.client.getJson(requestFor(graph, '/users')).catch(() => undefined);
    expect(graph.serverClock.earlierOf(now)).toBe(now - aheadMs);
  });
});
