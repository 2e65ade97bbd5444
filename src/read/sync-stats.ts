import type {RequestMetrics} from '../graph/request';
import type {SkippedCounts} from './stream-context';

/** What a stream has done so far. */
export interface SyncStats {
  records: number;
  metrics: RequestMetrics;
  seconds: number;
}

const REASONS: [key: keyof SkippedCounts, text: string][] = [
  ['outsideDomains', 'outside the configured domains'],
  ['withoutName', 'without a user principal name'],
  ['concealedName', 'with a concealed name'],
  ['deletedUsers', 'of deleted users'],
];

/** One line about a stream for the log of the sync. */
export function formatSummary(
  {records, metrics, seconds}: SyncStats,
  skipped: SkippedCounts,
): string {
  const stats = [
    count(records, 'record'),
    count(metrics.requests, 'request'),
    metrics.retries > 0 && count(metrics.retries, 'repetition'),
    ...waits(metrics),
    `${seconds.toFixed(1)} s`,
  ].filter(Boolean);
  const leftOut = REASONS.filter(([key]) => skipped[key] > 0);
  if (leftOut.length === 0) return `${stats.join(', ')}.`;
  const reasons = leftOut.map(([key, text]) => `${skipped[key]} ${text}`);
  return `${stats.join(', ')}; rows left out: ${reasons.join(', ')}.`;
}

/**
 * One line about a stream that is still being read.
 * @param waitsUntil epoch milliseconds, while Microsoft Graph or a limit makes the stream wait.
 */
export function formatProgress(
  {records, metrics, seconds}: SyncStats,
  waitsUntil?: number,
): string {
  const stats = [
    `${count(records, 'record')} so far`,
    metrics.pages > 0 && count(metrics.pages, 'page'),
    seconds > 0 && `${Math.round(records / seconds)} records/s`,
    ...waits(metrics),
    waitsUntil !== undefined &&
      `waiting until ${new Date(waitsUntil).toISOString().slice(11, 19)} UTC`,
  ].filter(Boolean);
  return `${stats.join(', ')}.`;
}

function waits({waitedMs}: RequestMetrics): string[] {
  return waitedMs > 0 ? [`waited ${(waitedMs / 1_000).toFixed(1)} s`] : [];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
