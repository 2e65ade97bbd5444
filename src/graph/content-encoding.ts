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

/**
 * The body without its compression; one with a compression that is not known stays as it is. Unlike
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
  if (decoders.length < codings.length) return body;
  // They were applied in the order of the header.
  return decoders.reverse().reduce(decodedWith, body);
}

function decodedWith(body: Readable, newDecoder: NewDecoder): Readable {
  const decoder = new BodyDecoder(newDecoder);
  return pipeline(body, decoder, ignoreUntilRead).on('error', ignoreUntilRead);
}

function ignoreUntilRead(): void {}

/** Waits for the first byte: a decoder of zlib takes a body without any for one that was cut. */
class BodyDecoder extends Transform {
  private decoder: Transform | undefined;
  private isBegun = false;

  constructor(private readonly newDecoder: NewDecoder) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    if (!this.isBegun) this.begin(chunk);
    if (this.decoder) this.decoder.write(chunk, (error) => done(error ?? null));
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
      .on('error', (error) => this.destroy(error));
  }
}
