/** The output of a soak. */
import {formatCount} from '../bench/figures';
import type {SoakFigures, SoakResult} from './soak';

const COLUMNS = ['sync', 'attempts', 'rows', 'requests', 'repeated', 'faults', 's', 'peak MB', ''];
const WIDTH = 11;

export function formatHeading(): string {
  return line(COLUMNS);
}

export function formatSync(number: number, figures: SoakFigures): string {
  const {attempts, rows, requests, repeated, faultHits, seconds, peakMb, violations} = figures;
  return line([
    ...[number, attempts, rows, requests, repeated, faultHits].map(formatCount),
    ...[seconds.toFixed(1), peakMb.toFixed(0)],
    violations.length === 0 ? 'equal' : 'DIFFERENT',
  ]);
}

export function formatResult({syncs, violations, notCompared}: SoakResult): string {
  if (violations.length > 0) return ['FAILED', ...violations].join('\n  ');
  const peaks = syncs.map(({peakMb}) => peakMb);
  const rows = syncs.reduce((sum, figures) => sum + figures.rows, 0);
  const faultHits = syncs.reduce((sum, figures) => sum + figures.faultHits, 0);
  const others = notCompared.length > 0 ? ` Not compared: ${notCompared.join(', ')}.` : '';
  return (
    `PASSED: nothing lost in ${syncs.length} syncs, ${formatCount(rows)} rows and ${formatCount(faultHits)} ` +
    `faults; peak memory ${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)} MB.` +
    others
  );
}

function line(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(WIDTH)).join('');
}
