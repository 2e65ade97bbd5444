/** Peak resident memory while users are read, which must not grow with the tenant. */
import type {SyncMode} from '../src/airbyte/messages';
import {formatCount, median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {countOutput, measure} from './measure';
import {progress} from './progress';
import {BenchTenant} from './tenant';

const MAX_MB = 190;
const MAX_GROWTH_MB = 20;
const MAX_USERS = 1_000_000;
const MODES: readonly SyncMode[] = ['full_refresh', 'incremental'];

type Peaks = Map<SyncMode, number[]>;

export async function memory(users: number, runs: number): Promise<Section> {
  const many = Math.min(users * 10, MAX_USERS);
  const rows: string[][] = [];
  const measured = new Map<number, Peaks>();
  for (const size of new Set([users, many])) {
    measured.set(size, await peaks(size, runs, rows));
  }
  const notes = MODES.map((mode) => {
    const [base, large] = [users, many].map((size) => median(measured.get(size)?.get(mode) ?? []));
    return targetNote(mode, base ?? NaN, large ?? NaN);
  });
  const columns = ['users stream', 'users', 'lines', 'median MB', 'least', 'most', 'median s'];
  return {title: `Peak resident memory, ${runs} runs`, columns, rows, notes};
}

function targetNote(mode: SyncMode, base: number, large: number): string {
  const growth = large - base;
  return (
    `${mode}: target below ${MAX_MB} MB: ${base.toFixed(0)} MB, ${targetResult(base, MAX_MB)}. ` +
    `Target at most ${MAX_GROWTH_MB} MB more for the larger tenant: ` +
    `${growth.toFixed(0)} MB, ${targetResult(growth, MAX_GROWTH_MB)}.`
  );
}

async function peaks(users: number, runs: number, rows: string[][]): Promise<Peaks> {
  const tenant = await BenchTenant.start(users);
  const found: Peaks = new Map();
  try {
    for (const mode of MODES) {
      const program = tenant.read('connector', ['users'], mode);
      progress(`memory: ${mode} of ${formatCount(users)} users, warming up`);
      const {lines} = await countOutput(program);
      const values = [];
      for (let run = 0; run < runs; run++) {
        progress(`memory: ${mode} of ${formatCount(users)} users, run ${run + 1}`);
        values.push(await measure(program));
      }
      const memories = values.map(({peakMb}) => peakMb);
      const seconds = median(values.map((value) => value.seconds)).toFixed(1);
      found.set(mode, memories);
      rows.push([
        mode,
        formatCount(users),
        formatCount(lines),
        ...medianAndRange(memories, 0),
        seconds,
      ]);
    }
  } finally {
    tenant.close();
  }
  return found;
}
