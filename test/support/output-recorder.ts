import {Writable} from 'node:stream';

/** A stream that keeps every write and can hold back its acknowledgement. */
export class Sink extends Writable {
  readonly chunks: string[] = [];
  private held: (() => void) | undefined;
  private acknowledge: () => void = () => undefined;

  constructor(private readonly options: {slow?: boolean; failWith?: string} = {}) {
    super({highWaterMark: 1_024});
  }

  get text(): string {
    return this.chunks.join('');
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }

  /** The messages that were written, parsed. */
  messages<T = Record<string, unknown>>(): T[] {
    return this.lines.map((line) => JSON.parse(line) as T);
  }

  /** Lets the write that is held back succeed. Resolves when one is held back, if none is yet. */
  async release(): Promise<void> {
    if (!this.held) await new Promise<void>((resolve) => (this.acknowledge = resolve));
    const {held} = this;
    this.held = undefined;
    held?.();
  }

  override _write(
    chunk: Buffer,
    _encoding: string,
    done: (error?: NodeJS.ErrnoException) => void,
  ): void {
    const {slow, failWith} = this.options;
    if (failWith) {
      done(Object.assign(new Error(`write ${failWith}`), {code: failWith}));
      return;
    }
    this.chunks.push(chunk.toString());
    if (!slow) {
      done();
      return;
    }
    this.held = done;
    this.acknowledge();
  }
}
