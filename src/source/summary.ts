import type {RequestMeter} from '../graph/request';
import type {Tally} from '../sync/read-context';

/** What a stream has done so far. */
export interface Work {
  records: number;
  meter: RequestMeter;
  seconds: number;
}

const REASONS: [key: keyof Tally, text: string][] = [
  ['outsideDomains', 'outside the configured domains'],
  ['withoutName', 'without a user principal name'],
  ['deletedUsers', 'of deleted users'],
];

/** One line about a stream for the log of the sync. */
export function summarise({records, meter, seconds}: Work, tally: Tally): string {
  const work = [
    count(records, 'record'),
    count(meter.requests, 'request'),
    meter.retries > 0 && count(meter.retries, 'repetition'),
    ...waits(meter),
    `${seconds.toFixed(1)} s`,
  ].filter(Boolean);
  const leftOut = REASONS.filter(([key]) => tally[key] > 0);
  if (leftOut.length === 0) return `${work.join(', ')}.`;
  const reasons = leftOut.map(([key, text]) => `${tally[key]} ${text}`);
  return `${work.join(', ')}; rows left out: ${reasons.join(', ')}.`;
}

/**
 * One line about a stream that is still being read.
 * @param waitsUntil epoch milliseconds, while Microsoft Graph or a limit makes the stream wait.
 */
export function progress({records, meter, seconds}: Work, waitsUntil?: number): string {
  const work = [
    `${count(records, 'record')} so far`,
    meter.pages > 0 && count(meter.pages, 'page'),
    seconds > 0 && `${Math.round(records / seconds)} records/s`,
    ...waits(meter),
    waitsUntil !== undefined &&
      `waiting until ${new Date(waitsUntil).toISOString().slice(11, 19)} UTC`,
  ].filter(Boolean);
  return `${work.join(', ')}.`;
}

function waits({waitedMs}: RequestMeter): string[] {
  return waitedMs > 0 ? [`waited ${(waitedMs / 1_000).toFixed(1)} s`] : [];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
