import {ExtractionClock} from '../../src/read/extraction-clock';

const NOON = Date.parse('2026-03-01T12:00:00Z');

/** The stamps of a clock that shows these times, one after the other. */
function stampsAt(times: number[], after?: number): number[] {
  const shown = [...times];
  const extractionClock = new ExtractionClock(() => shown.shift() ?? 0, after);
  return times.map(() => extractionClock.next().ms - NOON);
}

describe('stamps', () => {
  test.each([
    {fact: 'follow the clock', times: [0, 10, 500], expected: [0, 10, 500]},
    {fact: 'go on where the clock stands still', times: [0, 0, 0], expected: [0, 1, 2]},
    {
      fact: 'go on where the clock is set back',
      times: [0, -3_600_000, 1, 2, 50],
      expected: [0, 1, 2, 3, 50],
    },
  ])('$fact', ({times, expected}) => {
    expect(stampsAt(times.map((time) => NOON + time))).toEqual(expected);
  });

  test('are later than that of the state', () => {
    expect(stampsAt([NOON, NOON, NOON + 900], NOON + 700)).toEqual([701, 702, 900]);
    expect(stampsAt([NOON], NOON)).toEqual([1]);
  });

  test('say the same as a number and as a text', () => {
    const extractionClock = new ExtractionClock(() => NOON + 5);
    expect(extractionClock.next()).toEqual({ms: NOON + 5, iso: '2026-03-01T12:00:00.005Z'});
    expect(extractionClock.latest).toBe('2026-03-01T12:00:00.005Z');
  });

  test('know that of the state as the latest until there is one', () => {
    expect(new ExtractionClock(() => 0, NOON).latest).toBe('2026-03-01T12:00:00.000Z');
  });
});
