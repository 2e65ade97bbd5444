/** What a person reads of a soak. */
import {count} from '../bench/figures';
import type {SoakFigures, SoakResult} from './soak';

const COLUMNS = ['sync', 'attempts', 'rows', 'requests', 'repeated', 'faults', 's', 'peak MB', ''];
const WIDTH = 11;

export function heading(): string {
  return line(COLUMNS);
}

export function lineOf(number: number, figures: SoakFigures): string {
  const {attempts, rows, requests, repeated, struck, seconds, peakMb, complaints} = figures;
  return line([
    ...[number, attempts, rows, requests, repeated, struck].map(count),
    ...[seconds.toFixed(1), peakMb.toFixed(0)],
    complaints.length === 0 ? 'equal' : 'DIFFERENT',
  ]);
}

export function verdictOf({syncs, complaints}: SoakResult): string {
  if (complaints.length > 0) return ['FAILED', ...complaints].join('\n  ');
  const peaks = syncs.map(({peakMb}) => peakMb);
  const rows = syncs.reduce((sum, figures) => sum + figures.rows, 0);
  const struck = syncs.reduce((sum, figures) => sum + figures.struck, 0);
  return (
    `PASSED: nothing lost in ${syncs.length} syncs, ${count(rows)} rows and ${count(struck)} ` +
    `faults; peak memory ${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)} MB.`
  );
}

function line(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(WIDTH)).join('');
}
