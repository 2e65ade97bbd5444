/**
 * A connection as a platform keeps it, over two destinations: one keeps every record that was read,
 * the other loses the records that no STATE covered. It may hand in older states again.
 */
import {catalogOf} from '../support/connection';
import type {Result} from '../support/messages';
import {committed, Warehouse} from '../support/warehouse';
import type {Reader} from './long-lived-reader';
import {Memory, STREAMS} from './memory';
import type {Kept, StreamName, Synced} from './memory';
import type {World} from './world';

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
    for (const name of STREAMS) this.memories.set(name, new Memory(name));
  }

  /** The states of the last sync never reached the platform's memory. */
  loseLastStates(): void {
    for (const memory of this.rewindable) memory.loseLast();
  }

  handInOlderStates(back: number): void {
    for (const memory of this.rewindable) memory.rewind(back);
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

  /** A full refresh of the users of all domains in a table of its own, in lanes where it has pages. */
  refresh(): Promise<Result> {
    const {tenant} = this.world;
    tenant.requests.length = 0;
    const reading = this.reader.start({
      config: tenant.settings({domains: ['*'], num_workers: 1}),
      catalog: catalogOf('full_refresh', ['users']),
      state: [],
      now: this.clock,
      minLaneUsers: 1,
    });
    return reading.ended;
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
  private get rewindable(): Memory[] {
    return [...this.memories.values()].filter(({name}) => name !== 'subscribed_skus');
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
    for (const memory of this.memories.values()) memory.remember(synced, this.world.now);
  }
}

/** A request for the list of everybody that goes on as a list of changes. */
function isBeginning(rawUrl: string): boolean {
  return /\/users\/delta\?/.test(rawUrl) && !/token=/i.test(rawUrl);
}
