import {Readable} from 'node:stream';
import {TransientError} from '../../../src/errors';
import {parseHead, readCsvRows} from '../../../src/graph/reports/csv';
import {HeaderReader} from '../../../src/graph/reports/header-reader';

const BOM = '\ufeff';

describe('the head of a report', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['a byte order mark', BOM],
    ['half a header', 'a,b'],
    ['a header', 'a,b\r\n'],
    ['a record that may go on', 'a,b\r\n1,2'],
    ['a record whose line has ended, but maybe not its last column', 'a,b\r\n1,2\r\n'],
    ['an open quote', 'a,b\r\n1,"2\r\n3,4\r\n5,6'],
  ])('is not decided by %s', (_what, text) => {
    expect(parseHead(text, false)).toBeUndefined();
  });

  test.each<[string, string, string[], string[]]>([
    ['the beginning of the third line', 'a,b\r\n1,2\r\n3', ['a', 'b'], ['1', '2']],
    ['line feeds alone', 'a,b\n1,2\n3', ['a', 'b'], ['1', '2']],
    ['a byte order mark before it', `${BOM}a,b\r\n1,2\r\n3`, ['a', 'b'], ['1', '2']],
    ['quotes around it', '"a","b"\r\n"1","x, y"\r\n3', ['a', 'b'], ['1', 'x, y']],
    ['a line break in quotes', 'a,b\r\n1,"x\r\ny"\r\n3', ['a', 'b'], ['1', 'x\r\ny']],
    ['a quote in quotes', 'a,b\r\n1,"x ""y"""\r\n3', ['a', 'b'], ['1', 'x "y"']],
    ['a name that occurs twice', 'a,a\r\n1,2\r\n3', ['a', 'a'], ['1', '2']],
    ['empty lines', 'a,b\r\n\r\n1,2\r\n\r\n3,', ['a', 'b'], ['1', '2']],
  ])('is decided with %s', (...[_what, text, header, first]) => {
    expect(parseHead(text, false)).toEqual({header, first});
  });

  test.each<[string, string, object]>([
    ['an empty file', '', {header: []}],
    ['a header alone', `${BOM}a,b\r\n`, {header: ['a', 'b']}],
    ['a header without an end', 'a,b', {header: ['a', 'b']}],
    ['one record', 'a,b\r\n1,2\r\n', {header: ['a', 'b'], first: ['1', '2']}],
    ['one record without an end', 'a,b\r\n1,2', {header: ['a', 'b'], first: ['1', '2']}],
  ])('of %s is all of it', (_what, text, head) => {
    expect(parseHead(text, true)).toEqual(head);
  });
});

describe('a head that comes in pieces', () => {
  /** Whether it is found behind each piece. */
  function found(...pieces: string[]): boolean[] {
    const reader = new HeaderReader();
    return pieces.map((piece) => reader.add(Buffer.from(piece)) !== undefined);
  }

  test('is looked for again when there is twice as much', () => {
    expect(found('a,b\n1,2\n', '3,4\n', '5,6', '\n')).toEqual([false, false, false, true]);
    expect(found('a,b\n1,2\n', '3,4\n5,6\n')).toEqual([false, true]);
  });

  test('is looked for from the first piece on', () => {
    expect(found('a,b\n1,2\n3')).toEqual([true]);
  });

  test('is whole also where a piece ends within a letter', () => {
    const bytes = Buffer.from('a,é\n1,2\n3,4\n');
    const reader = new HeaderReader();
    expect(reader.add(bytes.subarray(0, 3))).toBeUndefined();
    expect(reader.add(bytes.subarray(3))).toEqual({header: ['a', 'é'], first: ['1', '2']});
  });

  test('is all that there is at the end', () => {
    const reader = new HeaderReader();
    reader.add(Buffer.from('a,b\n1,'));
    reader.add(Buffer.from('2'));
    expect(reader.end()).toEqual({header: ['a', 'b'], first: ['1', '2']});
  });
});

/** The records of a file that comes in pieces of so many bytes. */
async function recordsOf(text: string, columns: number, size = 1_000): Promise<string[][]> {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  const records: string[][] = [];
  for await (const record of readCsvRows(Readable.from(pieces), columns)) records.push(record);
  return records;
}

describe('the records of a report', () => {
  test.each<[string, string, string[][]]>([
    ['without any', 'a,b\r\n', []],
    [
      'with line breaks of Windows',
      `${BOM}a,b\r\n1,2\r\n3,4\r\n`,
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'with line feeds alone',
      'a,b\n1,2\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'without a line break at the end',
      'a,b\r\n1,2\r\n3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'with a line break in quotes',
      'a,b\r\n1,"x\r\ny"\r\n3,4\r\n',
      [
        ['1', 'x\r\ny'],
        ['3', '4'],
      ],
    ],
    ['with letters of several bytes', 'a,b\r\n1,Zoë 😀\r\n', [['1', 'Zoë 😀']]],
    ['with empty values', 'a,b\r\n,\r\n', [['', '']]],
  ])('%s', async (_what, text, records) => {
    await expect(recordsOf(text, 2)).resolves.toEqual(records);
    await expect(recordsOf(text, 2, 1)).resolves.toEqual(records);
  });

  test.each([
    ['too short', 'a,b\r\n1,2\r\n3\r\n5,6\r\n'],
    ['too long', 'a,b\r\n1,2\r\n3,4,5\r\n5,6\r\n'],
  ])('are damaged where one is %s, and the line is named', async (_what, text) => {
    const error: unknown = await recordsOf(text, 2).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransientError);
    expect((error as Error).message).toBe(
      'The report is damaged: line 3 is incomplete. The next sync requests it again.',
    );
  });

  test('are damaged where a quote stays open', async () => {
    await expect(recordsOf('a,b\r\n1,"2\r\n3,4\r\n', 2)).rejects.toBeInstanceOf(TransientError);
  });

  test.each<[string, string]>([
    ['in the same column of the next line', 'a,b,c\r\n1,"2,3\r\n4,5",6\r\n7,8,9\r\n'],
    ['several lines later', 'a,b,c\r\n1,"2,3\r\n4,5,6\r\n7,8",9\r\n'],
    ['with line feeds alone', 'a,b,c\n1,"2,3\n4,5",6\n'],
    ['in the first column', 'a,b,c\r\n"1,2,3\r\n4",5,6\r\n'],
    ['which is no closing one either', 'a,b,c\r\n1,"2,3\r\n4,"5,6\r\n7,8",9\r\n'],
  ])('are damaged where one quote reaches to another %s', async (_what, text) => {
    await expect(recordsOf(text, 3)).rejects.toThrow(
      'The report is damaged: line 2 has a quote without its end, and the rows after it are lost. ' +
        'The next sync requests it again.',
    );
  });

  test.each<[string, string[]]>([
    ['a line break and fewer commas than a row', ['1', 'x, y\r\nz', '3']],
    ['as many commas as a row on one line', ['1', 'x, y, z', '3']],
  ])('take a text in quotes with %s as it is', async (_what, record) => {
    const text = `a,b,c\r\n${record.map((field) => `"${field}"`).join()}\r\n`;
    await expect(recordsOf(text, 3)).resolves.toEqual([record]);
  });

  test('are damaged where the file cannot be read to its end', async () => {
    const file = new Readable({
      read() {
        this.push('a,b\r\n1,2\r\n');
        this.destroy(new Error('disk'));
      },
    });
    const reading = async (): Promise<void> => {
      for await (const record of readCsvRows(file, 2)) void record;
    };
    await expect(reading()).rejects.toBeInstanceOf(TransientError);
  });

  test('need not be read to the end', async () => {
    const file = Readable.from(['a,b\r\n', '1,2\r\n', '3,4\r\n']);
    const reader = readCsvRows(file, 2);
    await expect(reader.next()).resolves.toEqual({done: false, value: ['1', '2']});
    await reader.return();
    expect(file.destroyed).toBe(true);
  });
});
