/** CSV as spreadsheets open it: RFC 4180 in UTF-8 with a byte order mark. */

export type CsvValue = string | number | boolean | null;

/** Without it Excel takes UTF-8 for the code page of the machine. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet may take for a formula; the wide forms as well, for East Asian locales.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A line with its end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
