/** A full refresh of users in lanes, beside one lane, where every answer takes as long as over a network. */
import {formatCount, median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {countOutput, measure} from './measure';
import type {Measurement} from './measure';
import {progress} from './progress';
import {BenchTenant} from './tenant';

const LATENCY_MS = 200;

/** Short lists have more pages in proportion that are not full. */
const MAX_RATIO = {long: 0.32, short: 0.42};
const MIN_USERS_OF_LONG_LIST = 100_000;

const READERS = ['one lane', 'connector'] as const;

export async function lanes(users: number, runs: number): Promise<Section> {
  const tenant = await BenchTenant.start(users, ['--latency', String(LATENCY_MS)]);
  try {
    const results = new Map(READERS.map((reader) => [reader, [] as Measurement[]]));
    const program = (reader: (typeof READERS)[number]): ReturnType<BenchTenant['read']> =>
      tenant.read(reader, ['users'], 'full_refresh');
    for (const reader of READERS) await countOutput(program(reader));
    for (let run = 0; run < runs; run++) {
      progress(`lanes: run ${run + 1}`);
      for (const [reader, measured] of results) measured.push(await measure(program(reader)));
    }
    return sectionOf(results, users, runs);
  } finally {
    tenant.close();
  }
}

function sectionOf(
  results: ReadonlyMap<(typeof READERS)[number], readonly Measurement[]>,
  users: number,
  runs: number,
): Section {
  const seconds = (reader: (typeof READERS)[number]): number[] =>
    (results.get(reader) ?? []).map((result) => result.seconds);
  const ratio = median(seconds('connector')) / median(seconds('one lane'));
  const most = users < MIN_USERS_OF_LONG_LIST ? MAX_RATIO.short : MAX_RATIO.long;
  return {
    title: `Lanes, ${formatCount(users)} users, ${LATENCY_MS} ms an answer, ${runs} runs`,
    columns: ['read', 'median s', 'least', 'most', 'CPU s', 'peak MB', 'ratio'],
    rows: READERS.map((reader) => [
      `users: ${reader === 'connector' ? 'in lanes' : reader}`,
      ...medianAndRange(seconds(reader), 2),
      median((results.get(reader) ?? []).map(({cpuSeconds}) => cpuSeconds)).toFixed(2),
      median((results.get(reader) ?? []).map(({peakMb}) => peakMb)).toFixed(0),
      (median(seconds(reader)) / median(seconds('one lane'))).toFixed(2),
    ]),
    notes: [
      `Target at most ${most} times one lane: ${ratio.toFixed(2)}, ${targetResult(ratio, most)}.`,
    ],
  };
}
