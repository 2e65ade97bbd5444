import {randomBytes} from 'node:crypto';
import {Readable} from 'node:stream';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import {bodyText} from '../../src/graph/body';
import {decompressed} from '../../src/graph/content-encoding';
import {DEFAULT_TIMEOUTS} from '../../src/graph/timeouts';

const TEXT = JSON.stringify({value: ['é', randomBytes(2_000).toString('hex')]});

function read(bytes: Buffer, encoding: string | undefined, pieces = 1): Promise<string> {
  const size = Math.ceil(bytes.length / pieces) || 1;
  const chunks = Array.from({length: pieces}, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  const body = Readable.from(bytes.length === 0 ? [] : chunks, {objectMode: false});
  return bodyText(decompressed(body, encoding), DEFAULT_TIMEOUTS);
}

const ENCODED: [encoding: string, encode: (text: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['GZIP ', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['identity, gzip', gzipSync],
  ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
  ['br, gzip, x-gzip', (text) => gzipSync(gzipSync(brotliCompressSync(text)))],
];

describe.each(ENCODED)('%s', (encoding, encode) => {
  const bytes = encode(Buffer.from(TEXT));

  test('is taken off, in however many pieces it comes', async () => {
    for (const pieces of [1, 2, 7, bytes.length]) {
      await expect(read(bytes, encoding, pieces)).resolves.toBe(TEXT);
    }
  });

  test('of nothing is nothing', async () => {
    await expect(read(Buffer.alloc(0), encoding)).resolves.toBe('');
    await expect(read(encode(Buffer.alloc(0)), encoding)).resolves.toBe('');
  });

  test('that is cut short is an error, wherever it is cut', async () => {
    for (const length of [2, Math.ceil(bytes.length / 2), bytes.length - 1]) {
      await expect(read(bytes.subarray(0, length), encoding)).rejects.toThrow();
    }
  });

  test('whose connection breaks is that error', async () => {
    const body = new Readable({read: () => undefined});
    const reading = bodyText(decompressed(body, encoding), DEFAULT_TIMEOUTS);
    body.push(bytes.subarray(0, 9));
    setImmediate(() => body.destroy(Object.assign(new Error('x'), {code: 'ECONNRESET'})));
    await expect(reading).rejects.toMatchObject({code: 'ECONNRESET'});
  });
});

test.each(['gzip', 'x-gzip'])('%s is no word of a body that is none', async (encoding) => {
  for (const text of [TEXT, '<html></html>', 'Report Refresh Date,x\r\n']) {
    await expect(read(Buffer.from(text), encoding)).resolves.toBe(text);
  }
});

test('several members of gzip are one text; zeros behind them are left', async () => {
  const members = Buffer.concat([gzipSync('one '), gzipSync('two')]);
  await expect(read(members, 'gzip', 3)).resolves.toBe('one two');
  const followed = Buffer.concat([gzipSync(TEXT), Buffer.alloc(100)]);
  for (const pieces of [1, 2, followed.length]) {
    await expect(read(followed, 'gzip', pieces)).resolves.toBe(TEXT);
  }
});

test('a text of many times its size comes whole', async () => {
  const text = 'x'.repeat(20_000_000);
  await expect(read(gzipSync(text), 'gzip')).resolves.toHaveLength(text.length);
});

test.each([undefined, '', 'identity'])('the encoding %j is left as it is', (encoding) => {
  const body = Readable.from(['x']);
  expect(decompressed(body, encoding)).toBe(body);
});

const UNKNOWN = ['zstd', 'gzip, zstd', 'compress', 'dcb', 'utf-8', 'none'];

test.each(UNKNOWN)('a text that says %s is left as it is', async (encoding) => {
  for (const pieces of [1, 3, TEXT.length]) {
    await expect(read(Buffer.from(TEXT), encoding, pieces)).resolves.toBe(TEXT);
  }
});

/** How Zstandard, LZW and gzip begin, a control character, and a byte that no UTF-8 has. */
const BINARY = ['28b52ffd', '1f9d90', '1f8b08', '7b00', '7bff'];

test.each(UNKNOWN.flatMap((encoding) => BINARY.map((bytes) => [encoding, bytes] as const)))(
  'what says %s and begins with %s is an error that names the encoding',
  async (encoding, bytes) => {
    const body = Buffer.concat([Buffer.from(bytes, 'hex'), Buffer.from(TEXT)]);
    await expect(read(body, encoding)).rejects.toMatchObject({
      code: 'UNDECODABLE',
      message: `the body cannot be decoded by its Content-Encoding, ${encoding}`,
    });
  },
);

test.each(['br', 'deflate', 'gzip, br'])(
  'a text that says %s is such an error',
  async (encoding) => {
    await expect(read(Buffer.from(TEXT), encoding)).rejects.toMatchObject({code: 'UNDECODABLE'});
  },
);

test('damaged gzip is such an error, and gzip that is cut short may come whole', async () => {
  const whole = gzipSync(TEXT);
  const damaged = Buffer.concat([whole.subarray(0, 12), Buffer.alloc(9, 255)]);
  await expect(read(damaged, 'gzip')).rejects.toMatchObject({code: 'UNDECODABLE'});
  await expect(read(whole.subarray(0, -9), 'gzip')).rejects.toMatchObject({code: 'Z_BUF_ERROR'});
});

test('a body that is destroyed destroys what it is read from', async () => {
  const source = new Readable({read: () => undefined});
  const body = decompressed(source, 'gzip');
  source.push(gzipSync(TEXT).subarray(0, 20));
  await new Promise(setImmediate);
  body.destroy();
  await new Promise(setImmediate);
  expect(source.destroyed).toBe(true);
});
