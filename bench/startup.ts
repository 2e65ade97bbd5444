/** What starting costs: the commands that send no request, and those that send few, over bare Node.js. */
import {median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {measure} from './measure';
import type {Measurement, Program} from './measure';
import {BenchTenant, CONNECTOR} from './tenant';

const USERS = 10;
const MAX_SPEC_MS = 20;
const MAX_READ_CPU_S = 0.2;
const BARE = 'node -e 0';
const READ = `read of ${USERS} users`;

export async function startup(runs: number): Promise<Section> {
  const tenant = await BenchTenant.start(USERS);
  try {
    const results = await measureAlternated(programs(tenant), runs);
    const bare = results.get(BARE)!;
    const spec = (medianOf(results.get('spec')!, wallMs) - medianOf(bare, wallMs)).toFixed(1);
    const read = (medianOf(results.get(READ)!, cpuMs) - medianOf(bare, cpuMs)) / 1000;
    return {
      title: `Start-up, ${runs} runs`,
      columns: [
        'command',
        'median ms',
        'least',
        'most',
        'over bare node',
        'CPU ms',
        'over bare node',
      ],
      rows: [...results].map(([name, values]) => row(name, values, bare)),
      notes: [
        `Target: spec at most ${MAX_SPEC_MS} ms over bare node: ${spec} ms, ` +
          `${targetResult(Number(spec), MAX_SPEC_MS)}. A ${READ} at most ${MAX_READ_CPU_S} s of CPU ` +
          `over bare node: ${read.toFixed(3)} s, ${targetResult(read, MAX_READ_CPU_S)}.`,
      ],
    };
  } finally {
    tenant.close();
  }
}

function programs(tenant: BenchTenant): Map<string, Program> {
  return new Map<string, Program>([
    [BARE, {args: ['-e', '0']}],
    ['--version', {args: [CONNECTOR, '--version']}],
    ['spec', {args: [CONNECTOR, 'spec']}],
    ['discover', {args: [CONNECTOR, 'discover']}],
    ['check', tenant.check()],
    [READ, tenant.read('connector', ['users'], 'full_refresh')],
  ]);
}

/** Alternated, so that load on the machine affects all of them; the first round only warms up. */
async function measureAlternated(
  programs: Map<string, Program>,
  runs: number,
): Promise<Map<string, Measurement[]>> {
  const results = new Map<string, Measurement[]>();
  for (let run = -1; run < runs; run++) {
    for (const [name, program] of programs) {
      const result = await measure(program);
      if (run >= 0) results.set(name, [...(results.get(name) ?? []), result]);
    }
  }
  return results;
}

const wallMs = ({seconds}: Measurement): number => seconds * 1000;
const cpuMs = ({cpuSeconds}: Measurement): number => cpuSeconds * 1000;

function medianOf(results: Measurement[], value: (result: Measurement) => number): number {
  return median(results.map(value));
}

function row(name: string, results: Measurement[], bare: Measurement[]): string[] {
  const over = (value: (result: Measurement) => number): string =>
    (medianOf(results, value) - medianOf(bare, value)).toFixed(1);
  return [
    name,
    ...medianAndRange(results.map(wallMs), 1),
    over(wallMs),
    medianOf(results, cpuMs).toFixed(1),
    over(cpuMs),
  ];
}
