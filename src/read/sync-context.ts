import type {ReadRequest, Session} from '../airbyte/source';
import type {Config} from '../config/config';
import type {GraphSession} from '../graph-session';
import type {ProductNames} from '../streams/product-names';

/** All that the streams of one sync share. */
export interface SyncContext {
  config: Config;
  request: ReadRequest;
  session: Session;
  graphSession: GraphSession;
  workers: Workers;
  names: ProductNames;
}

/** Lets a limited number of streams work side by side. */
export class Workers {
  private readonly queue: (() => void)[] = [];

  /** @param free how many may work at the same time. */
  constructor(private free: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  /** A running task lends its place to another one while it only waits. */
  async releaseWhile<T>(wait: () => Promise<T>): Promise<T> {
    this.release();
    try {
      return await wait();
    } finally {
      await this.acquire();
    }
  }

  private async acquire(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  private release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free += 1;
  }
}
