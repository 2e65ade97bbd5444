/** Statistics, and Markdown tables of them. */

export interface Section {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  notes?: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is nothing to measure.');
  return (low + high) / 2;
}

/** Median, minimum and maximum. */
export function medianAndRange(values: readonly number[], digits: number): string[] {
  return [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
}

/** With thousands separators: 1,234. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

export function targetResult(value: number, most: number): string {
  return value <= most ? 'met' : 'MISSED';
}

export function toMarkdown({title, columns, rows, notes = []}: Section): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  // The first column is text, the others are figures.
  const rule = columns.map((_, at) => (at === 0 ? '---' : '---:'));
  const table = [line(columns), line(rule), ...rows.map(line)].join('\n');
  return [`## ${title}`, table, ...notes].join('\n\n');
}
