import {summarise} from '../../src/source/summary';

const NOTHING = {
  records: 0,
  meter: {requests: 0, retries: 0, waitedMs: 0},
  tally: {outsideDomains: 0, withoutName: 0, deletedUsers: 0},
  seconds: 0,
};

test.each<[Partial<typeof NOTHING>, string]>([
  [{}, '0 records, 0 requests, 0.0 s.'],
  [
    {records: 1, meter: {requests: 1, retries: 0, waitedMs: 0}, seconds: 1.25},
    '1 record, 1 request, 1.3 s.',
  ],
  [
    {records: 1_200, meter: {requests: 3, retries: 1, waitedMs: 2_128}, seconds: 61},
    '1200 records, 3 requests, 1 repetition, waited 2.1 s, 61.0 s.',
  ],
  [
    {tally: {outsideDomains: 2, withoutName: 0, deletedUsers: 0}},
    '0 records, 0 requests, 0.0 s; rows left out: 2 outside the configured domains.',
  ],
  [
    {tally: {outsideDomains: 2, withoutName: 1, deletedUsers: 3}},
    '0 records, 0 requests, 0.0 s; rows left out: 2 outside the configured domains, ' +
      '1 without a user principal name, 3 of deleted users.',
  ],
])('%j', (facts, line) => {
  expect(summarise({...NOTHING, ...facts})).toBe(line);
});
