import {
  documentedRate,
  formatRateChange,
  rateWhenRefused,
  rateWhenUsedUp,
  wholeRequests,
} from '../../src/graph/adaptive-rate';
import type {AdaptiveRate} from '../../src/graph/adaptive-rate';

/** The rate is used up at a time in seconds, or a request is refused that started at a rate. */
type Event = {usedUpAt: number} | {refusedAtRate: number};

const usedUpAt = (...times: number[]): Event[] => times.map((time) => ({usedUpAt: time}));
const refusedAt = (...rates: number[]): Event[] => rates.map((rate) => ({refusedAtRate: rate}));

function after(events: Event[], from = documentedRate(5)): AdaptiveRate {
  return events.reduce(
    (rate, event) =>
      'usedUpAt' in event
        ? rateWhenUsedUp(rate, event.usedUpAt * 1_000)
        : rateWhenRefused(rate, event.refusedAtRate),
    from,
  );
}

/** Every ten seconds, as a stream does that asks for one page after the other. */
const EVERY_TEN_SECONDS = usedUpAt(...Array.from({length: 361}, (_, at) => 10 * at));

test.each<[what: string, events: Event[], expected: [requests: number, ceiling: number]]>([
  ['it begins as documented', [], [5, 20]],
  ['it stays while it is used up for less than 20 s', usedUpAt(0, 10, 19.999), [5, 20]],
  ['after 20 s it rises by half', usedUpAt(0, 10, 20), [7.5, 20]],
  ['it rises once, however often it was used up', usedUpAt(0, 1, 2, 3, 20), [7.5, 20]],
  ['the 20 s begin anew when the new rate is used up', usedUpAt(0, 20, 30, 40), [7.5, 20]],
  ['it rises again 20 s after that', usedUpAt(0, 20, 20, 30, 40), [11.25, 20]],
  ['a third time', usedUpAt(0, 20, 20, 40, 40, 60), [16.875, 20]],
  ['never over four times', usedUpAt(0, 20, 20, 40, 40, 60, 60, 80, 80, 100, 100, 120), [20, 20]],
  ['time alone does not raise it', usedUpAt(3_600), [5, 20]],
  ['an hour without a refusal ends at four times', EVERY_TEN_SECONDS, [20, 20]],
  ['a refusal at the first rate keeps it there', refusedAt(5), [5, 5]],
  ['for an hour', [...refusedAt(5), ...EVERY_TEN_SECONDS], [5, 5]],
  ['a refusal brings it back', [...usedUpAt(0, 20), ...refusedAt(7.5)], [5, 5]],
  ['half of what was refused is the most', [...usedUpAt(0, 20), ...refusedAt(16.875)], [5, 8.4375]],
  ['it rises to that again', [...refusedAt(16.875), ...usedUpAt(0, 20, 20, 40)], [8.4375, 8.4375]],
  ['for an hour too', [...refusedAt(20), ...EVERY_TEN_SECONDS], [10, 10]],
  [
    'the 20 s begin anew after a refusal',
    [...usedUpAt(0), ...refusedAt(20), ...usedUpAt(20)],
    [5, 10],
  ],
  ['a second refusal of one rate says nothing new', refusedAt(20, 20, 20), [5, 10]],
  ['a refusal of a lower rate does', refusedAt(20, 11.25), [5, 5.625]],
  ['a refusal of a higher rate that comes late does not', refusedAt(11.25, 20), [5, 5.625]],
])('%s', (_, events, [requests, ceiling]) => {
  expect(after(events)).toMatchObject({documented: 5, requests, ceiling});
});

test('another documented limit is the measure of all of it', () => {
  expect(after(usedUpAt(0, 20), documentedRate(100))).toMatchObject({requests: 150, ceiling: 400});
  expect(after(refusedAt(300), documentedRate(100))).toMatchObject({requests: 100, ceiling: 150});
});

test('a fraction of a request starts none', () => {
  expect(wholeRequests(after(usedUpAt(0, 20)))).toBe(7);
});

describe('the log', () => {
  const line = (from: Event[], to: Event[]): string | undefined =>
    formatRateChange([after(from), after([...from, ...to])], {
      what: 'sign-in dates',
      windowMs: 10_000,
    });

  test('says what was raised, and why', () => {
    expect(line(usedUpAt(0), usedUpAt(20))).toBe(
      'Rate for sign-in dates raised from 5 to 7 requests in 10 s: Microsoft Graph has refused none for 20 s.',
    );
  });

  test('says what was lowered, why, and what comes', () => {
    expect(line(usedUpAt(0, 20), refusedAt(7.5))).toBe(
      'Rate for sign-in dates lowered from 7 to 5 requests in 10 s, as documented: Microsoft Graph refused a request (429). In this sync it does not rise again.',
    );
    expect(line(usedUpAt(0, 20, 20, 40, 40, 60), refusedAt(16.875))).toMatch(
      /from 16 to 5 .* In this sync it rises to at most 8\.$/,
    );
  });

  test('says nothing where no other number of requests may start', () => {
    expect(line([], usedUpAt(0, 10))).toBeUndefined();
    expect(line([], refusedAt(5, 5))).toBeUndefined();
    // To 5.6 requests.
    expect(line(refusedAt(11.25), usedUpAt(0, 20))).toBeUndefined();
  });
});
