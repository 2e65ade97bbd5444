/** Tables for a terminal. */

export interface Column {
  title: string;
  /** Text is aligned left, numbers right. */
  align?: 'left' | 'right';
}

export interface Table {
  title: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  notes?: readonly string[];
}

const INDENT = '  ';

/** With thousands separators: 1,234. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

export function renderTable({title, columns, rows, notes = []}: Table): string {
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({align = 'right'}, at) => pad(cells[at] ?? '', widths[at] ?? 0, align))
      .join(INDENT)
      .trimEnd();
  const lines = [
    line(columns.map((column) => column.title)),
    widths.map((width) => '-'.repeat(width)).join(INDENT),
    ...rows.map(line),
    ...notes.flatMap((note, at) => (at === 0 ? ['', note] : [note])),
  ];
  return [title, '', ...lines.map((text) => `${INDENT}${text}`.trimEnd())].join('\n');
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  return align === 'left' ? text.padEnd(width) : text.padStart(width);
}
