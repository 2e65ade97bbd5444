/** Where a sync is interrupted, and how such points are drawn. */
import type {Message, Result} from '../support/messages';
import {randomInt} from '../../tenant/seeded-random';

/** What each message adds to what a reader counts. `completions` are those of streams. */
const WEIGHTS = {
  messages: () => 1,
  records: ({type}: Message) => Number(type === 'RECORD'),
  states: ({type}: Message) => Number(type === 'STATE'),
  completions: (message: Message) => Number(isCompletion(message)),
  // The point lies within a line then.
  characters: (message: Message) => JSON.stringify(message).length + 1,
};

function isCompletion(message: Message): boolean {
  if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return false;
  return message.trace.stream_status.status === 'COMPLETE';
}

/** `requests` are those that the tenant has received; the others are what the reader has read. */
export type Measure = keyof typeof WEIGHTS | 'requests';

export type Totals = Record<Measure, number>;

export interface Point {
  of: Measure;
  /** From 0, the first one, to 1, the last one. */
  share: number;
}

/** Before the first message, right before the end, and what else chance may miss. */
const EDGES: readonly Point[] = [
  {of: 'requests', share: 0},
  {of: 'requests', share: 1},
  {of: 'messages', share: 0},
  {of: 'completions', share: 0},
  {of: 'completions', share: 1},
  {of: 'records', share: 0},
  {of: 'records', share: 1},
  {of: 'states', share: 0},
  {of: 'states', share: 1},
];

const MEASURES: readonly Measure[] = ['requests', 'records', 'characters', 'states'];

/** Where else a point may lie: a sync of a tenant that was changed may be a little shorter. */
const LATEST = 0.95;

export function totalsOf(result: Result, requests: number): Totals {
  const sum = (measure: keyof typeof WEIGHTS): number =>
    result.messages.reduce((total, message) => total + WEIGHTS[measure](message), 0);
  return {
    requests,
    messages: sum('messages'),
    records: sum('records'),
    states: sum('states'),
    completions: sum('completions'),
    characters: sum('characters'),
  };
}

/** `count` points from anywhere, of each measure as many. The same seed draws the same points. */
export function randomPoints(seed: number, count: number, latest = LATEST): Point[] {
  return Array.from({length: count}, (_, index) => ({
    of: MEASURES[index % MEASURES.length]!,
    share: (randomInt({seed, index}, 501, 10_000) / 10_000) * latest,
  }));
}

/** Points that an attempt reaches also where it has less to do than the one that was measured. */
export function earlyPoints(seed: number, count: number): Point[] {
  return randomPoints(seed, count, 0.75);
}

/** The edges first, then points from anywhere. */
export function pointsWithEdges(seed: number, count: number): Point[] {
  return [...EDGES, ...randomPoints(seed, count - EDGES.length)].slice(0, count);
}

export function describePoint({of, share}: Point): string {
  if (share > 0 && share < 1) return `${(share * 100).toFixed(0)} % of its ${of}`;
  return `its ${share === 0 ? 'first' : 'last'} ${of.slice(0, -1)}`;
}

export function numberOf({of, share}: Point, totals: Totals): number {
  return Math.max(1, Math.ceil(share * totals[of]));
}

/** Says of each message in turn whether it is the one with which the number is reached. */
export function countingTo(
  number: number,
  measure: keyof typeof WEIGHTS,
): (message: Message) => boolean {
  let count = 0;
  return (message) => {
    const before = count;
    count += WEIGHTS[measure](message);
    return before < number && count >= number;
  };
}
