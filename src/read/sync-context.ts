import type {ReadRequest, Session} from '../airbyte/source';
import type {Config} from '../config/config';
import type {GraphSession, LaneThreshold} from '../graph-session';
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
  laneThreshold: LaneThreshold;
  /** Undefined where personal data is kept. */
  pseudonyms: Pseudonyms | undefined;
}

/**
 * Who takes the next place: `returning` has waited, mostly for a rate limit, and such waits decide
 * how long the sync takes; `resuming` gave way to it; `starting` has done nothing so far.
 */
const TURNS = ['returning', 'resuming', 'starting'] as const;

type Turn = (typeof TURNS)[number];

/** Lets a limited number of streams work side by side. */
export class Workers {
  private readonly queues: Record<Turn, (() => void)[]> = {
    returning: [],
    resuming: [],
    starting: [],
  };

  /** @param free how many may work at the same time. */
  constructor(private free: number) {}

  /** Whether a task that has waited finds no place. */
  get areAwaited(): boolean {
    return this.queues.returning.length > 0;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire('starting');
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  async acquire(turn: Turn): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queues[turn].push(resolve));
  }

  release(): void {
    const turn = TURNS.find((name) => this.queues[name].length > 0);
    const next = turn && this.queues[turn].shift();
    if (next) next();
    else this.free += 1;
  }
}

/** The place of one running task among the workers. */
export class WorkerLease {
  private waits = 0;
  private taking: Promise<void> | undefined;

  constructor(private readonly workers: Pick<Workers, 'acquire' | 'release' | 'areAwaited'>) {}

  /**
   * The task lends its place to another one while it waits. It may wait for several requests at the
   * same time, but has one place to lend: the first wait gives it up, the last one takes it again.
   */
  async releaseWhile<T>(wait: () => Promise<T>): Promise<T> {
    while (this.taking) await this.taking;
    if (this.waits === 0) this.workers.release();
    this.waits += 1;
    try {
      return await wait();
    } finally {
      this.waits -= 1;
      if (this.waits === 0) await this.takeAgain('returning');
    }
  }

  /** Between two pages: lets a task go first that has waited. */
  async giveWay(): Promise<void> {
    const hasPlace = this.waits === 0 && this.taking === undefined;
    if (!hasPlace || !this.workers.areAwaited) return;
    this.workers.release();
    await this.takeAgain('resuming');
  }

  private async takeAgain(turn: Turn): Promise<void> {
    this.taking = this.workers.acquire(turn);
    await this.taking;
    this.taking = undefined;
  }
}
