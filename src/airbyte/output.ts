import {once} from 'node:events';
import type {Writable} from 'node:stream';

const CHUNK_BYTES = 64 * 1024;

/** What a character of a string (a UTF-16 unit) takes at most in UTF-8. */
const MAX_BYTES_PER_CHARACTER = 3;

const LINE_END = 0x0a;

/** The reader closed its end of the pipe: there is nobody left to write for. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/**
 * Writes lines to a stream in large chunks. A line is never split between two writers, and
 * whoever writes much awaits `ready()`, which holds it back while the reader is slow.
 */
export class LineOutput {
  private chunk = Buffer.alloc(0);
  private used = 0;
  private flushing: NodeJS.Immediate | undefined;
  private failure: Error | undefined;
  private readonly closed = new AbortController();

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
    this.makeRoom(line.length * MAX_BYTES_PER_CHARACTER + 1);
    this.used += this.chunk.write(line, this.used);
    this.chunk[this.used] = LINE_END;
    this.used += 1;
    if (this.used >= CHUNK_BYTES) this.flush();
    else this.flushing ??= setImmediate(() => this.flush());
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

  private makeRoom(bytes: number): void {
    if (this.chunk.length - this.used >= bytes) return;
    const size = Math.max(this.used + bytes, 2 * CHUNK_BYTES);
    const larger = Buffer.allocUnsafeSlow(size);
    this.chunk.copy(larger, 0, 0, this.used);
    this.chunk = larger;
  }

  private flush(): void {
    clearImmediate(this.flushing);
    this.flushing = undefined;
    const written = this.chunk.subarray(0, this.used);
    // The stream may hold on to what it was given; the rest of the memory is still ours.
    this.chunk = this.chunk.subarray(this.used);
    this.used = 0;
    if (written.length > 0 && !this.failure) this.stream.write(written);
  }

  private fail(error: NodeJS.ErrnoException): void {
    if (this.failure) return;
    const gone = error.code === 'EPIPE' || error.code === 'ECONNRESET';
    this.failure = gone ? new OutputClosedError('the reader closed the pipe') : error;
    this.closed.abort(this.failure);
  }
}
