/** What pseudonyms cost: reading all streams with them and without, in turn. */
import {loadStreams} from '../src/streams/load';
import {formatCount, median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {countOutput, measure} from './measure';
import type {Measurement} from './measure';
import {progress} from './progress';
import {BenchTenant} from './tenant';

const MAX_RATIO = 1.3;
const COLUMNS = ['read', 'CPU s', 'least', 'most', 'median s', 'peak MB', 'ratio'];

const MODES = {
  keep: {mode: 'keep'},
  pseudonymize: {mode: 'pseudonymize', key: 'a-key-of-nobody-for-measurements-only'},
};

type Mode = keyof typeof MODES;

/** One day of the daily slices, which are read as the snapshots are. */
const SETTINGS = {daily_report_backfill_days: 1};

export async function personalData(users: number, runs: number): Promise<Section> {
  const streams = await streamNames();
  const tenant = await BenchTenant.start(users);
  try {
    const program = (mode: Mode): ReturnType<BenchTenant['read']> =>
      tenant.read('unlimited', streams, {
        mode: 'full_refresh',
        settings: {...SETTINGS, personal_data: MODES[mode]},
      });
    progress('personal data: warming up');
    const printed = await countOutput(program('keep'));
    const results: Record<Mode, Measurement[]> = {keep: [], pseudonymize: []};
    for (let run = 0; run < runs; run++) {
      for (const mode of ['keep', 'pseudonymize'] as const) {
        progress(`personal data: ${mode}, run ${run + 1}`);
        // Interleaved, so that load on the machine affects both.
        results[mode].push(await measure(program(mode)));
      }
    }
    const ratio = cpuOf(results.pseudonymize) / cpuOf(results.keep);
    return {
      title: `Personal data, ${formatCount(users)} users, ${runs} runs`,
      columns: COLUMNS,
      rows: [
        ['all streams, keep', ...cells(results.keep), '1.00'],
        ['all streams, pseudonymize', ...cells(results.pseudonymize), ratio.toFixed(2)],
      ],
      notes: [
        `Target at most ${MAX_RATIO} times the processor time: ${ratio.toFixed(2)}, ` +
          `${targetResult(ratio, MAX_RATIO)}. ${streams.length} streams, ` +
          `${formatCount(printed.lines)} lines.`,
      ],
    };
  } finally {
    tenant.close();
  }
}

/** The token has the permissions of the setup guide only; the others give a few rows. */
async function streamNames(): Promise<string[]> {
  const definitions = (await loadStreams()).map(({definition}) => definition);
  return definitions
    .filter(({permissions}) => !permissions.some(({optional}) => optional))
    .map(({name}) => name);
}

function cpuOf(results: readonly Measurement[]): number {
  return median(results.map(({cpuSeconds}) => cpuSeconds));
}

function cells(results: readonly Measurement[]): string[] {
  return [
    ...medianAndRange(
      results.map(({cpuSeconds}) => cpuSeconds),
      2,
    ),
    median(results.map(({seconds}) => seconds)).toFixed(2),
    median(results.map(({peakMb}) => peakMb)).toFixed(0),
  ];
}
