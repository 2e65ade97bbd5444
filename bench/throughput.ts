/** Throughput of reading users, compared with a minimal program. */
import type {SyncMode} from '../src/airbyte/messages';
import {loadStreams} from '../src/streams/load';
import {formatCount, median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {countOutput, measure} from './measure';
import type {Measurement, Program} from './measure';
import {progress} from './progress';
import {BenchTenant} from './tenant';

const MAX_RATIO = 1.5;
const COLUMNS = ['read', 'median s', 'least', 'most', 'CPU s', 'users/s', 'peak MB', 'ratio'];

export async function throughput(users: number, runs: number): Promise<Section> {
  const start = await startupSeconds(runs);
  const tenant = await BenchTenant.start(users);
  try {
    const full = await compare(tenant, {mode: 'full_refresh', users, runs});
    const delta = await compare(tenant, {mode: 'incremental', users, runs});
    const all = await concurrentStreams(tenant, users, runs);
    return {
      title: `Throughput, ${formatCount(users)} users, ${runs} runs`,
      columns: COLUMNS,
      rows: [...full.rows, ...delta.rows, ...all],
      notes: [full.note, delta.note, start],
    };
  } finally {
    tenant.close();
  }
}

/** Time until the first page: loading the program and getting a token. */
async function startupSeconds(runs: number): Promise<string> {
  const tenant = await BenchTenant.start(1);
  try {
    const texts = [];
    for (const reader of ['bare loop', 'connector'] as const) {
      const program = tenant.read(reader, ['users'], 'full_refresh');
      progress(`throughput: start of the ${reader}`);
      const results: Measurement[] = [];
      for (let run = 0; run < runs; run++) results.push(await measure(program));
      texts.push(`${medianSeconds(results).toFixed(2)} s the ${reader}`);
    }
    return `Of these seconds, reading a tenant of one user takes ${texts.join(', ')}.`;
  } finally {
    tenant.close();
  }
}

interface Comparison {
  mode: SyncMode;
  users: number;
  runs: number;
}

async function compare(
  tenant: BenchTenant,
  {mode, users, runs}: Comparison,
): Promise<{rows: string[][]; note: string}> {
  const programs = {
    bare: tenant.read('bare loop', ['users'], mode),
    connector: tenant.read('connector', ['users'], mode),
  };
  progress(`throughput: users, ${mode}, warming up`);
  const printed = await countOutput(programs.connector);
  await countOutput(programs.bare);
  const results: {bare: Measurement[]; connector: Measurement[]} = {bare: [], connector: []};
  for (let run = 0; run < runs; run++) {
    progress(`throughput: users, ${mode}, run ${run + 1}`);
    // Interleaved, so that load on the machine affects both.
    results.bare.push(await measure(programs.bare));
    results.connector.push(await measure(programs.connector));
  }
  const ratio = medianSeconds(results.connector) / medianSeconds(results.bare);
  return {
    rows: [
      [`users, ${mode}: bare loop`, ...cells(results.bare, users), '1.00'],
      [`users, ${mode}: connector`, ...cells(results.connector, users), ratio.toFixed(2)],
    ],
    note:
      `users, ${mode}: target at most ${MAX_RATIO} times the bare loop: ${ratio.toFixed(2)}, ` +
      `${targetResult(ratio, MAX_RATIO)}. The connector wrote ${formatCount(printed.lines)} lines, ` +
      `${printed.megabytes.toFixed(0)} MB.`,
  };
}

/**
 * All lists of users concurrently, without rate limits, which would make it a measurement of
 * waiting. The usage reports have a benchmark of their own.
 */
async function concurrentStreams(
  tenant: BenchTenant,
  users: number,
  runs: number,
): Promise<string[][]> {
  const streams = (await loadStreams()).map(({definition}) => definition);
  const ofUsers = streams.filter(
    ({rateLimitScope, domainFilter}) =>
      !rateLimitScope.startsWith('report:') && domainFilter.kind === 'user_principal_name',
  );
  const names = ofUsers.map(({name}) => name);
  const program: Program = tenant.read('unlimited', names, 'full_refresh');
  const what = `${names.length} streams, concurrently`;
  progress(`throughput: ${what}, warming up`);
  const printed = await countOutput(program);
  const results: Measurement[] = [];
  for (let run = 0; run < runs; run++) {
    progress(`throughput: ${what}, run ${run + 1}`);
    results.push(await measure(program));
  }
  const name = `${what}, without limits (${formatCount(printed.lines)} lines)`;
  return [[name, ...cells(results, users), '']];
}

function medianSeconds(results: readonly Measurement[]): number {
  return median(results.map(({seconds}) => seconds));
}

function cells(results: readonly Measurement[], users: number): string[] {
  const seconds = results.map((result) => result.seconds);
  return [
    ...medianAndRange(seconds, 2),
    median(results.map(({cpuSeconds}) => cpuSeconds)).toFixed(2),
    formatCount(Math.round(users / median(seconds))),
    median(results.map(({peakMb}) => peakMb)).toFixed(0),
  ];
}
