/** CSV as the download host writes it: byte order mark, CRLF, quotes only where RFC 4180 needs them. */

const BYTE_ORDER_MARK = '\ufeff';
const CHUNK_CHARS = 64 * 1024;

const NEEDS_QUOTES = /[",\r\n]/;

function csvField(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Most lines need no quotes, and testing the whole line once is faster. */
function csvLine(cells: readonly string[]): string {
  const isPlain = !NEEDS_QUOTES.test(cells.join(';'));
  return `${(isPlain ? cells : cells.map(csvField)).join(',')}\r\n`;
}

/** The file in chunks, so that a report of any length is never in memory as a whole. */
export function* csvFile(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
): Generator<string, void, undefined> {
  let chunk = BYTE_ORDER_MARK + csvLine(header);
  for (const row of rows) {
    chunk += csvLine(row);
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
