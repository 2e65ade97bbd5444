/** Usage reports as files: tables written as CSV in all ways that RFC 4180 allows, and in others. */
import fc from 'fast-check';

export interface Table {
  header: string[];
  rows: string[][];
}

/** Columns that every report table here has, so that it is one. */
const REFRESH_DATE = 'Report Refresh Date';
const DAY = '2026-02-27';

/** A cell holds any text; a CSV cannot tell halves of surrogate pairs. */
function anyCell(): fc.Arbitrary<string> {
  const special = fc.constantFrom(
    ...['', '--', '(Unknown)', '0', '12', '-3', '9007199254740993', 'True', 'no', 'constructor'],
    ...[
      '__proto__',
      '2026-02-27',
      '2026-02-31',
      'a,b',
      'x\ny',
      'x\r\ny',
      '"',
      '""',
      ' "a" ',
      '\ufeff',
    ],
    ...['A+B', 'A + B', '=1+1', 'E58EEF6A6BBD3D0293CB306D24A42057', '\u0001', 'a|b', '1e3', 'NaN'],
  );
  return fc.oneof(fc.string(), fc.string({unit: 'grapheme'}), special);
}

/**
 * @param known the columns of the report, of which some may be missing, doubled, or in any place.
 */
export function anyTable(known: readonly string[]): fc.Arbitrary<Table> {
  const others = fc.constantFrom(
    '__proto__',
    'constructor',
    'X',
    'X (2)',
    'x',
    '',
    ' Send  Count ',
  );
  const name = fc.oneof(fc.constantFrom(...known), others, fc.string({minLength: 1, maxLength: 6}));
  const names = fc.array(name, {minLength: 1, maxLength: 12});
  return names.chain((header) => {
    const all = [REFRESH_DATE, ...header.filter((text) => text !== REFRESH_DATE)];
    const row = fc.array(anyCell(), {minLength: header.length, maxLength: header.length});
    const rows = fc.array(row, {maxLength: 5});
    return fc
      .tuple(rows, fc.shuffledSubarray(all, {minLength: all.length}))
      .map(([cells, order]) => {
        const at = order.indexOf(REFRESH_DATE);
        const filled = cells.map((texts) => texts.slice(0, all.length - 1).toSpliced(at, 0, DAY));
        return {header: order, rows: filled};
      });
  });
}

export interface Spelling {
  mark: boolean;
  lineEnd: '\n' | '\r\n';
  /** Whether the last line has an end. */
  ended: boolean;
  /** Whether cells are quoted that need it not. */
  quoted: boolean;
}

export function anySpelling(): fc.Arbitrary<Spelling> {
  return fc.record({
    mark: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    ended: fc.boolean(),
    quoted: fc.boolean(),
  });
}

export function csvOf({header, rows}: Table, spelling: Spelling): Buffer {
  const {mark, lineEnd, ended, quoted} = spelling;
  const lines = [header, ...rows].map((cells) =>
    cells.map((cell) => cellOf(cell, quoted)).join(','),
  );
  return Buffer.from(`${mark ? '\ufeff' : ''}${lines.join(lineEnd)}${ended ? lineEnd : ''}`);
}

function cellOf(text: string, quoted: boolean): string {
  if (!quoted && /^[^",\r\n\ufeff]+$/.test(text)) return text;
  return quoted || text !== '' ? `"${text.replaceAll('"', '""')}"` : '';
}

/** A file with bytes at some places replaced, left out, put in, or repeated. */
export function damaged(bytes: Buffer): fc.Arbitrary<Buffer> {
  const damage = fc.record({
    at: fc.nat(bytes.length),
    length: fc.nat(8),
    put: fc.oneof(
      fc.uint8Array({maxLength: 8}).map((array) => Buffer.from(array)),
      fc
        .constantFrom('"', ',', '\n', '\0', '\r', '\xff\xfe', '\n\n', '"\n"')
        .map((text) => Buffer.from(text, 'latin1')),
    ),
  });
  return fc
    .array(damage, {minLength: 1, maxLength: 4})
    .map((damages) =>
      damages.reduce(
        (file, {at, length, put}) =>
          Buffer.concat([file.subarray(0, at), put, file.subarray(at + length)]),
        bytes,
      ),
    );
}
