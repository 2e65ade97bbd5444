import {once} from 'node:events';
import type {Writable} from 'node:stream';

/** In UTF-16 units. Twice as many cost more for texts that are not Latin (docs/decisions/0012). */
const CHUNK_LENGTH = 32 * 1024;

/** Of a buffer for copied lines; a pipe of Linux holds as many. */
const BUFFER_BYTES = 64 * 1024;

/** A page of users fills fourteen. */
const MAX_SPARE_BUFFERS = 16;

/** A character of a string (a UTF-16 unit) takes at most so many bytes in UTF-8. */
export const MAX_BYTES_PER_CODE_UNIT = 3;

/** A line of which a part is copied: from `start` to `end` of `body`, which is UTF-8. */
export interface CopiedLine {
  head: string;
  body: Buffer;
  start: number;
  end: number;
  tail: string;
}

/** The reader closed its end of the pipe: there is nobody left to write for. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/**
 * Writes lines to a stream in large chunks. A line is never split between two writers, and
 * whoever writes much awaits `ready()`, which holds it back while the reader is slow.
 */
export class LineOutput {
  private chunk = '';
  /** Stands before the chunk: lines that were copied, with what was written between them. */
  private buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  private used = 0;
  /** Buffers that the stream is done with. */
  private readonly spare: Buffer<ArrayBuffer>[] = [];
  private flushing: NodeJS.Immediate | undefined;
  private failure: Error | undefined;
  private readonly closed = new AbortController();

  /** @param stream is done with a chunk when it calls it written, as pipes and files are: its memory is used again. */
  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => this.fail(error));
    stream.on('close', () => this.fail(new OutputClosedError('the output stream was closed')));
  }

  /** Aborts when the output can take no more, with the reason. */
  get signal(): AbortSignal {
    return this.closed.signal;
  }

  /** Takes one line without its line end. */
  write(line: string): void {
    if (this.failure) return;
    this.chunk += `${line}\n`;
    if (this.chunk.length >= CHUNK_LENGTH) this.flush();
    else this.flushing ??= setImmediate(() => this.flush());
  }

  /** Takes one line without its line end. */
  copy({head, body, start, end, tail}: CopiedLine): void {
    if (this.failure) return;
    const around = head.length + tail.length + 1;
    const length = around * MAX_BYTES_PER_CODE_UNIT + (end - start);
    if (!this.hasRoomFor(length)) this.flush();
    this.chunk += head;
    if (length <= BUFFER_BYTES) {
      this.encodeChunk();
      this.used += body.copy(this.buffer, this.used, start, end);
    } else {
      this.chunk += body.toString('utf8', start, end);
    }
    this.write(tail);
  }

  /**
   * Resolves when the reader has caught up.
   * @throws OutputClosedError when the reader is gone, or the error of the stream.
   */
  async ready(): Promise<void> {
    if (this.failure) throw this.failure;
    if (!this.stream.writableNeedDrain) return;
    try {
      await once(this.stream, 'drain', {signal: this.closed.signal});
    } catch (error) {
      throw this.failure ?? error;
    }
  }

  /** Takes no further line; what was taken before still goes out. */
  stop(): void {
    this.flush();
    this.failure ??= new OutputClosedError('the output was stopped');
  }

  /** Hands everything over to the operating system. Never rejects: see `signal` for failures. */
  async end(): Promise<void> {
    this.flush();
    if (this.failure) return;
    await new Promise<void>((resolve) => {
      this.closed.signal.addEventListener('abort', () => resolve(), {once: true});
      this.stream.write('', () => resolve());
    });
  }

  private hasRoomFor(bytes: number): boolean {
    return this.used + this.chunk.length * MAX_BYTES_PER_CODE_UNIT + bytes <= BUFFER_BYTES;
  }

  private encodeChunk(): void {
    this.used += this.buffer.write(this.chunk, this.used);
    this.chunk = '';
  }

  private flush(): void {
    clearImmediate(this.flushing);
    this.flushing = undefined;
    if (this.used > 0) this.flushBuffer();
    const {chunk} = this;
    this.chunk = '';
    if (chunk !== '' && !this.failure) this.stream.write(chunk);
  }

  private flushBuffer(): void {
    if (this.hasRoomFor(0)) this.encodeChunk();
    const {buffer, used, spare} = this;
    this.buffer = spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
    this.used = 0;
    if (this.failure) return;
    this.stream.write(buffer.subarray(0, used), () => {
      if (spare.length < MAX_SPARE_BUFFERS) spare.push(buffer);
    });
  }

  private fail(error: NodeJS.ErrnoException): void {
    if (this.failure) return;
    const isGone = error.code === 'EPIPE' || error.code === 'ECONNRESET';
    this.failure = isGone ? new OutputClosedError('the reader closed the pipe') : error;
    this.closed.abort(this.failure);
  }
}
