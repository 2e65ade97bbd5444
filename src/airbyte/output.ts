import {once} from 'node:events';
import type {Writable} from 'node:stream';

/** In UTF-16 units. Twice as many cost more for texts that are not Latin (docs/decisions/0012). */
const CHUNK_LENGTH = 32 * 1024;

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
    this.chunk += `${line}\n`;
    if (this.chunk.length >= CHUNK_LENGTH) this.flush();
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

  private flush(): void {
    clearImmediate(this.flushing);
    this.flushing = undefined;
    const {chunk} = this;
    this.chunk = '';
    if (chunk !== '' && !this.failure) this.stream.write(chunk);
  }

  private fail(error: NodeJS.ErrnoException): void {
    if (this.failure) return;
    const isGone = error.code === 'EPIPE' || error.code === 'ECONNRESET';
    this.failure = isGone ? new OutputClosedError('the reader closed the pipe') : error;
    this.closed.abort(this.failure);
  }
}
