/** Values of cells. */
import {cellError} from './list-file';
import type {ListFile, ListRow} from './list-file';

/** @returns null for an empty cell, or a column that is not there. */
export function textIn({cells}: ListRow, column: string): string | null {
  return cells[column] || null;
}

/** @returns `YYYY-MM-DD`; null for an empty cell. @throws ReportError for anything else. */
export function dateIn(file: ListFile, row: ListRow, column: string): string | null {
  const text = textIn(row, column);
  if (text === null) return null;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  // Date.parse takes a 30th of February for a day of March.
  if (isDate && new Date(text).toISOString().startsWith(text)) return text;
  throw cellError(file, row, `${column} is "${text}", which is not a date. Write YYYY-MM-DD.`);
}

/** @returns digits with a decimal point. @throws ReportError for anything but an amount of money. */
export function amountIn(file: ListFile, row: ListRow, column: string): string {
  const text = textIn(row, column);
  if (text === null)
    throw cellError(file, row, `${column} is empty. Write a number, such as 12.50.`);
  const number = file.hasDecimalCommas ? text.replace(',', '.') : text;
  if (/^\d{1,12}(\.\d{1,6})?$/.test(number)) return number;
  throw cellError(
    file,
    row,
    `${column} is "${text}", which is not a price. Write digits and a decimal point, such as 12.50.`,
  );
}
