/**
 * A connection as a platform keeps it, over two destinations: one keeps every record that was read,
 * the other loses the records that no STATE covered. It may hand in older states again.
 */
import {catalogOf} from '../process/connection';
import {nameOf} from '../process/messages';
import type {Result, StateMessage} from '../process/messages';
import {committed, Warehouse} from '../process/warehouse';
import type {Reader} from './long-lived-reader';
import type {World} from './world';

export const STREAMS = ['subscribed_skus', 'users', 'sign_in_activity'] as const;
export type StreamName = (typeof STREAMS)[number];

/** A STATE, and how things stood when it was written. */
export interface Kept {
  message: StateMessage;
  domains: readonly string[];
  at: number;
  /** Whether the stream had been read to its end. */
  isComplete: boolean;
  /** Whether everybody was being listed, and not only who changed. */
  isWalking: boolean;
  expiries: {page: number; delta: number};
  /** The latest stamp of a record of the stream by then. */
  stamp: string;
}

/** What a sync came to. */
export interface Synced {
  result: Result;
  domains: readonly string[];
  /** What each stream was handed in. */
  handed: ReadonlyMap<StreamName, Kept>;
  /** Whether the list of all users was begun. */
  hasWalked: boolean;
  expiriesBefore: {page: number; delta: number};
}

interface Memory {
  /** Without those that other domains have made useless. */
  history: Kept[];
  handed: Kept | undefined;
  handedBefore: Kept | undefined;
  stamp: string;
}

export class Platform {
  domains: readonly string[] = ['*'];
  /** How far the clock of the connector's machine is ahead. */
  clockAheadMs = 0;
  readonly destinations = [new Warehouse(), new Warehouse()] as const;
  private readonly memories = new Map<StreamName, Memory>();

  constructor(
    private readonly world: World,
    private readonly reader: Reader,
  ) {
    for (const name of STREAMS) {
      this.memories.set(name, {
        history: [],
        handed: undefined,
        handedBefore: undefined,
        stamp: '',
      });
    }
  }

  /** The states of the last sync never reached the platform's memory. */
  loseLastStates(): void {
    this.forEachRewindable((memory) => {
      const {history, handedBefore} = memory;
      if (handedBefore && history.includes(handedBefore)) memory.handed = handedBefore;
    });
  }

  handInOlderStates(back: number): void {
    this.forEachRewindable((memory) => {
      const {history} = memory;
      memory.handed = history.at(-1 - back) ?? history[0] ?? memory.handed;
    });
  }

  /** `onStart` gets a way to kill the sync. */
  async sync(
    mostLines: number | undefined,
    onStart: (kill: () => void) => void = () => undefined,
  ): Promise<Synced> {
    const {tenant, expiries} = this.world;
    this.forwardClock();
    const {domains, handed} = this;
    const settings = {domains, num_workers: 1};
    const expiriesBefore = {...expiries};
    tenant.requests.length = 0;
    const reading = this.reader.start({
      config: tenant.settings(settings),
      catalog: catalogOf('incremental', STREAMS),
      state: [...handed.values()].map(({message}) => message.state),
      now: this.clock,
      mostLines,
    });
    onStart(reading.kill);
    const result = await reading.ended;
    const hasWalked = tenant.requests.some(({rawUrl}) => isBeginning(rawUrl));
    const synced = {result, domains, handed, hasWalked, expiriesBefore};
    this.keep(synced);
    return synced;
  }

  private get clock(): number {
    return this.world.now + this.clockAheadMs;
  }

  private get handed(): Map<StreamName, Kept> {
    return new Map(
      [...this.memories].flatMap(([name, {handed}]) => (handed ? [[name, handed]] : [])),
    );
  }

  /**
   * A list of hashes tells no changes: what went there and back since an older one of them, no
   * source can know. So that stream always gets its latest.
   */
  private forEachRewindable(act: (memory: Memory) => void): void {
    for (const [name, memory] of this.memories) if (name !== 'subscribed_skus') act(memory);
  }

  /**
   * A clock may be set back. But no source can stamp its records later than records that it was
   * never told of, so where there are such records, the clock has come right by now.
   */
  private forwardClock(): void {
    for (const {handed, stamp} of this.memories.values()) {
      const missing = stamp === '' || handed?.stamp === stamp ? 0 : Date.parse(stamp);
      if (this.clock <= missing) this.clockAheadMs = missing + 1 - this.world.now;
    }
  }

  private keep(synced: Synced): void {
    const {messages} = synced.result;
    this.destinations[0].load(messages);
    this.destinations[1].load(committed(messages));
    for (const [name, memory] of this.memories) this.remember(name, memory, synced);
  }

  private remember(name: StreamName, memory: Memory, synced: Synced): void {
    const {result, domains, handed, hasWalked, expiriesBefore: expiries} = synced;
    memory.handedBefore = memory.handed;
    const wasEmpty = result.records(name).length === 0;
    // Whoever goes back to domains of before must not be handed in a state of before either.
    if (!wasEmpty) memory.history = memory.history.filter((kept) => isSame(kept.domains, domains));
    const last = result.states(name).at(-1);
    const isDone = result.statuses(name).at(-1) === 'COMPLETE';
    for (const message of result.messages) {
      if (message.type === 'RECORD' && message.record.stream === name) {
        const stamp = String((message.record.data as {synced_at?: unknown}).synced_at);
        if (stamp > memory.stamp) memory.stamp = stamp;
      }
      if (message.type !== 'STATE' || nameOf(message) !== name) continue;
      const isComplete = isDone && message === last;
      const isWalking = !isComplete && (hasWalked || handed.get(name)?.isWalking === true);
      const {now: at} = this.world;
      const {stamp} = memory;
      memory.handed = {message, domains, at, isComplete, isWalking, expiries, stamp};
      memory.history.push(memory.handed);
    }
  }
}

export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}

/** A request for the list of everybody that goes on as a list of changes. */
function isBeginning(rawUrl: string): boolean {
  return /\/users\/delta\?/.test(rawUrl) && !/token=/i.test(rawUrl);
}
