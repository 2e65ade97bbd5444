import type {ReadRequest, Session} from '../airbyte/source';
import type {Config} from '../config/config';
import type {GraphSession} from '../graph-session';
import type {Pseudonyms} from '../personal-data/pseudonyms';
import type {ProductNames} from '../streams/product-names';

/** All that the streams of one sync share. */
export interface SyncContext {
  config: Config;
  request: ReadRequest;
  session: Session;
  graphSession: GraphSession;
  workers: Workers;
  names: ProductNames;
  /** Undefined where personal data is kept. */
  pseudonyms: Pseudonyms | undefined;
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

  async acquire(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** The place of one running task among the workers. */
export class WorkerLease {
  private waits = 0;
  private returning: Promise<void> | undefined;

  constructor(private readonly workers: Pick<Workers, 'acquire' | 'release'>) {}

  /**
   * The task lends its place to another one while it waits. It may wait for several requests at the
   * same time, but has one place to lend: the first wait gives it up, the last one takes it again.
   */
  async releaseWhile<T>(wait: () => Promise<T>): Promise<T> {
    while (this.returning) await this.returning;
    if (this.waits === 0) this.workers.release();
    this.waits += 1;
    try {
      return await wait();
    } finally {
      this.waits -= 1;
      if (this.waits === 0) await this.takeAgain();
    }
  }

  private async takeAgain(): Promise<void> {
    this.returning = this.workers.acquire();
    await this.returning;
    this.returning = undefined;
  }
}
