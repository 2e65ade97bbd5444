import {progress, summarise} from '../../src/source/summary';
import type {Work} from '../../src/source/summary';

const NOTHING: Work = {
  records: 0,
  meter: {requests: 0, pages: 0, retries: 0, waitedMs: 0},
  seconds: 0,
};
const NONE_LEFT_OUT = {outsideDomains: 0, withoutName: 0, deletedUsers: 0};

function meter(counts: Partial<Work['meter']>): Pick<Work, 'meter'> {
  return {meter: {...NOTHING.meter, ...counts}};
}

test.each<[Partial<Work>, string]>([
  [{}, '0 records, 0 requests, 0.0 s.'],
  [{records: 1, ...meter({requests: 1}), seconds: 1.25}, '1 record, 1 request, 1.3 s.'],
  [
    {records: 1_200, ...meter({requests: 3, retries: 1, waitedMs: 2_128}), seconds: 61},
    '1200 records, 3 requests, 1 repetition, waited 2.1 s, 61.0 s.',
  ],
])('the end of %j is one line', (work, line) => {
  expect(summarise({...NOTHING, ...work}, NONE_LEFT_OUT)).toBe(line);
});

test.each([
  [{outsideDomains: 2, withoutName: 0, deletedUsers: 0}, '2 outside the configured domains'],
  [
    {outsideDomains: 2, withoutName: 1, deletedUsers: 3},
    '2 outside the configured domains, 1 without a user principal name, 3 of deleted users',
  ],
])('what was left out (%j) stands in it', (tally, reasons) => {
  const line = `0 records, 0 requests, 0.0 s; rows left out: ${reasons}.`;
  expect(summarise(NOTHING, tally)).toBe(line);
});

test.each<[Partial<Work>, number | undefined, string]>([
  [{}, undefined, '0 records so far.'],
  [
    {records: 24_000, ...meter({pages: 24}), seconds: 30},
    undefined,
    '24000 records so far, 24 pages, 800 records/s.',
  ],
  [
    {records: 1, ...meter({pages: 1, waitedMs: 30_000}), seconds: 30},
    Date.parse('2026-03-01T12:10:05Z'),
    '1 record so far, 1 page, 0 records/s, waited 30.0 s, waiting until 12:10:05 UTC.',
  ],
])('the progress of %j is one line', (work, waitsUntil, line) => {
  expect(progress({...NOTHING, ...work}, waitsUntil)).toBe(line);
});
