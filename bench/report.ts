/** Reading one usage report: neither memory nor speed may depend on its length. */
import {formatCount, median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {countOutput, measure} from './measure';
import type {Measurement} from './measure';
import {progress} from './progress';
import {BenchTenant} from './tenant';

const STREAM = 'email_activity_user_detail';
const MAX_GROWTH_MB = 20;
const MAX_ROWS = 1_000_000;

export async function report(rows: number, runs: number): Promise<Section> {
  const sizes = new Set([Math.ceil(rows / 10), rows, Math.min(rows * 10, MAX_ROWS)]);
  const table: string[][] = [];
  const peaks: number[] = [];
  for (const size of sizes) {
    const {results, megabytes} = await readTimes(size, runs);
    const seconds = median(results.map((result) => result.seconds));
    const memories = results.map(({peakMb}) => peakMb);
    peaks.push(median(memories));
    table.push([
      formatCount(size),
      ...medianAndRange(memories, 0),
      seconds.toFixed(2),
      median(results.map(({cpuSeconds}) => cpuSeconds)).toFixed(2),
      formatCount(Math.round(size / seconds)),
      megabytes.toFixed(0),
    ]);
  }
  // A short report ends before the heap has grown to its steady size, so it is left out.
  const [base = NaN, most = NaN] = peaks.slice(-2);
  const growth = most - base;
  return {
    title: `One usage report, ${STREAM}, ${runs} runs`,
    columns: ['rows', 'median MB', 'least', 'most', 'median s', 'CPU s', 'rows/s', 'MB written'],
    rows: table,
    notes: [
      `Target at most ${MAX_GROWTH_MB} MB more for the longest report than for the one before: ` +
        `${growth.toFixed(0)} MB, ${targetResult(growth, MAX_GROWTH_MB)}. ` +
        'The seconds include the time that the tenant takes to make the report.',
    ],
  };
}

async function readTimes(
  rows: number,
  runs: number,
): Promise<{results: Measurement[]; megabytes: number}> {
  const tenant = await BenchTenant.start(100, ['--report-rows', String(rows)]);
  try {
    const program = tenant.read('connector', [STREAM], 'full_refresh');
    progress(`report: ${formatCount(rows)} rows, warming up`);
    const {megabytes} = await countOutput(program);
    const results: Measurement[] = [];
    for (let run = 0; run < runs; run++) {
      progress(`report: ${formatCount(rows)} rows, run ${run + 1}`);
      results.push(await measure(program));
    }
    return {results, megabytes};
  } finally {
    tenant.close();
  }
}
