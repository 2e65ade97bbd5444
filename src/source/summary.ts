import type {RequestMeter} from '../graph/request';
import type {Tally} from '../sync/read-context';

interface Facts {
  records: number;
  meter: RequestMeter;
  tally: Tally;
  seconds: number;
}

const REASONS: [key: keyof Tally, text: string][] = [
  ['outsideDomains', 'outside the configured domains'],
  ['withoutName', 'without a user principal name'],
  ['deletedUsers', 'of deleted users'],
];

/** One line about a stream for the log of the sync. */
export function summarise({records, meter, tally, seconds}: Facts): string {
  const work = [
    count(records, 'record'),
    count(meter.requests, 'request'),
    meter.retries > 0 && count(meter.retries, 'repetition'),
    meter.waitedMs > 0 && `waited ${(meter.waitedMs / 1_000).toFixed(1)} s`,
    `${seconds.toFixed(1)} s`,
  ].filter(Boolean);
  const leftOut = REASONS.filter(([key]) => tally[key] > 0);
  if (leftOut.length === 0) return `${work.join(', ')}.`;
  const reasons = leftOut.map(([key, text]) => `${tally[key]} ${text}`);
  return `${work.join(', ')}; rows left out: ${reasons.join(', ')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
