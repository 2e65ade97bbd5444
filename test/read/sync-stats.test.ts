import {formatProgress, formatSummary} from '../../src/read/sync-stats';
import type {SyncStats} from '../../src/read/sync-stats';

const NOTHING: SyncStats = {
  records: 0,
  metrics: {requests: 0, pages: 0, retries: 0, waitedMs: 0},
  seconds: 0,
};
const NONE_LEFT_OUT = {outsideDomains: 0, concealedName: 0, withoutName: 0, deletedUsers: 0};

function metrics(counts: Partial<SyncStats['metrics']>): Pick<SyncStats, 'metrics'> {
  return {metrics: {...NOTHING.metrics, ...counts}};
}

test.each<[Partial<SyncStats>, string]>([
  [{}, '0 records, 0 requests, 0.0 s.'],
  [{records: 1, ...metrics({requests: 1}), seconds: 1.25}, '1 record, 1 request, 1.3 s.'],
  [
    {records: 1_200, ...metrics({requests: 3, retries: 1, waitedMs: 2_128}), seconds: 61},
    '1200 records, 3 requests, 1 repetition, waited 2.1 s, 61.0 s.',
  ],
])('the end of %j is one line', (stats, line) => {
  expect(formatSummary({...NOTHING, ...stats}, NONE_LEFT_OUT)).toBe(line);
});

test.each([
  [
    {outsideDomains: 2, concealedName: 0, withoutName: 0, deletedUsers: 0},
    '2 outside the configured domains',
  ],
  [
    {outsideDomains: 2, concealedName: 4, withoutName: 1, deletedUsers: 3},
    '2 outside the configured domains, 1 without a user principal name, ' +
      '4 with a concealed name, 3 of deleted users',
  ],
])('what was left out (%j) stands in it', (skipped, reasons) => {
  const line = `0 records, 0 requests, 0.0 s; rows left out: ${reasons}.`;
  expect(formatSummary(NOTHING, skipped)).toBe(line);
});

test.each<[Partial<SyncStats>, number | undefined, string]>([
  [{}, undefined, '0 records so far.'],
  [
    {records: 24_000, ...metrics({pages: 24}), seconds: 30},
    undefined,
    '24000 records so far, 24 pages, 800 records/s.',
  ],
  [
    {records: 1, ...metrics({pages: 1, waitedMs: 30_000}), seconds: 30},
    Date.parse('2026-03-01T12:10:05Z'),
    '1 record so far, 1 page, 0 records/s, waited 30.0 s, waiting until 12:10:05 UTC.',
  ],
])('the progress of %j is one line', (stats, waitsUntil, line) => {
  expect(formatProgress({...NOTHING, ...stats}, waitsUntil)).toBe(line);
});
