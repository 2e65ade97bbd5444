/**
 * CSV as spreadsheets open it: RFC 4180 in UTF-8 with a byte order mark. The page's script has the functions too, so
 * they use nothing but each other.
 */

export type CsvValue = string | number | boolean | null;

/** Without it Excel takes UTF-8 for the code page of the machine. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A line with its end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * What a spreadsheet may take for a formula gets an apostrophe in front; the wide forms as well, for East Asian locales.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
