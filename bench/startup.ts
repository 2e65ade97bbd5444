/** Duration of the commands that send no request. */
import {median, medianAndRange, targetResult} from './figures';
import type {Section} from './figures';
import {time} from './measure';
import {CONNECTOR} from './tenant';

const MAX_OVERHEAD_MS = 30;
const BARE = 'node -e 0';
const PROGRAMS: Record<string, readonly string[]> = {
  [BARE]: ['-e', '0'],
  '--version': [CONNECTOR, '--version'],
  spec: [CONNECTOR, 'spec'],
  discover: [CONNECTOR, 'discover'],
};

export async function startup(runs: number): Promise<Section> {
  const times = new Map<string, number[]>();
  // Interleaved, so that load on the machine affects all of them.
  for (let run = -1; run < runs; run++) {
    for (const [name, args] of Object.entries(PROGRAMS)) {
      const ms = (await time({args})) * 1000;
      if (run >= 0) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const bare = median(times.get(BARE) ?? []);
  const rows = [...times].map(([name, values]) => [
    name,
    ...medianAndRange(values, 1),
    (median(values) - bare).toFixed(1),
  ]);
  const over = median(times.get('spec') ?? []) - bare;
  return {
    title: `Start-up, ${runs} runs`,
    columns: ['command', 'median ms', 'least', 'most', 'over bare node'],
    rows,
    notes: [
      `Target: spec at most ${MAX_OVERHEAD_MS} ms over bare node: ${over.toFixed(1)} ms, ` +
        `${targetResult(over, MAX_OVERHEAD_MS)}.`,
    ],
  };
}
