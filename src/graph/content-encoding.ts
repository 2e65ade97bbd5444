/** Takes the compression off the body of an answer (RFC 9110, section 8.4). */
import {Transform, pipeline} from 'node:stream';
import type {Readable, TransformCallback} from 'node:stream';
import {createBrotliDecompress, createGunzip, createInflate, createInflateRaw} from 'node:zlib';

/** By the first byte of a body; undefined for one that is not compressed, whatever its header says. */
type NewDecoder = (first: number) => Transform | undefined;

const GZIP_MAGIC = 0x1f;
const ZLIB_METHOD = 0x08;

const gunzip: NewDecoder = (first) => (first === GZIP_MAGIC ? createGunzip() : undefined);

const DECODERS: Readonly<Record<string, NewDecoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // The name stands for the format of zlib, but some servers send the data without its frame.
  deflate: (first) => ((first & 0x0f) === ZLIB_METHOD ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
};

/** The error code of a body that is not what its Content-Encoding says, or that nothing here can decode. */
export const UNDECODABLE = 'UNDECODABLE';

/**
 * The body without its compression. A text stays as it is where its compression is not known: some
 * proxies name a charset there. Unlike
 * axios' own, this takes a compressed text that was cut short for an error: what is left of it could
 * pass for a whole one. A body that is empty is no error: status and headers count without it.
 *
 * It may break before anybody reads it, which must not end the process: whoever reads it then is
 * told all the same.
 */
export function decompressed(body: Readable, encoding = ''): Readable {
  body.on('error', ignoreUntilRead);
  const names = encoding.toLowerCase().split(',');
  const codings = names.map((name) => name.trim()).filter((name) => !/^(identity)?$/.test(name));
  const decoders = codings.map((name) => DECODERS[name]).filter((known) => known !== undefined);
  const layers = decoders.length < codings.length ? [() => undefined] : decoders.reverse();
  // They were applied in the order of the header.
  return layers.reduce((layer, newDecoder) => decodedWith(layer, newDecoder, encoding), body);
}

function decodedWith(body: Readable, newDecoder: NewDecoder, encoding: string): Readable {
  const decoder = new BodyDecoder(newDecoder, encoding);
  return pipeline(body, decoder, ignoreUntilRead).on('error', ignoreUntilRead);
}

function ignoreUntilRead(): void {}

/** Waits for the first byte: a decoder of zlib takes a body without any for one that was cut. */
class BodyDecoder extends Transform {
  private decoder: Transform | undefined;
  private isBegun = false;

  constructor(
    private readonly newDecoder: NewDecoder,
    private readonly encoding: string,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    const isFirst = !this.isBegun;
    if (isFirst) this.begin(chunk);
    if (isFirst && !this.decoder && isBinary(chunk)) done(this.undecodable());
    else if (this.decoder) this.decoder.write(chunk, (error) => done(error ?? null));
    else done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    if (!this.decoder || this.decoder.readableEnded) done();
    else this.decoder.once('end', () => done()).end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.decoder?.destroy();
    done(error);
  }

  private begin([first = 0]: Buffer): void {
    this.isBegun = true;
    this.decoder = this.newDecoder(first);
    this.decoder
      ?.on('data', (piece: Buffer) => this.push(piece))
      // Also before the last chunk is taken: zeros may follow the compressed data.
      .on('end', () => this.push(null))
      .on('error', (error: NodeJS.ErrnoException) => {
        // What was cut short may come whole the next time.
        this.destroy(error.code === 'Z_BUF_ERROR' ? error : this.undecodable(error));
      });
  }

  private undecodable(cause?: Error): Error {
    const message = `the body cannot be decoded by its Content-Encoding, ${this.encoding}`;
    return Object.assign(new Error(message, {cause}), {code: UNDECODABLE});
  }
}

const CONTROL = /[^\P{Cc}\t\n\v\f\r]/u;

/** JSON, CSV and pages are UTF-8 without control characters. A piece may end within a character. */
function isBinary(piece: Buffer): boolean {
  try {
    return CONTROL.test(new TextDecoder('utf-8', {fatal: true}).decode(piece, {stream: true}));
  } catch {
    return true;
  }
}
