/** What a platform remembers of one stream: its states, and the one to hand in. */
import {nameOf} from '../support/messages';
import type {Message, Result, StateMessage} from '../support/messages';

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

export class Memory {
  handed: Kept | undefined;
  /** The latest of all records of the stream. */
  stamp = '';
  private handedBefore: Kept | undefined;
  /** Without those that other domains have made useless. */
  private history: Kept[] = [];

  constructor(readonly name: StreamName) {}

  loseLast(): void {
    const {history, handedBefore} = this;
    if (handedBefore && history.includes(handedBefore)) this.handed = handedBefore;
  }

  rewind(back: number): void {
    this.handed = this.history.at(-1 - back) ?? this.history[0] ?? this.handed;
  }

  remember(synced: Synced, at: number): void {
    const {result, domains, expiriesBefore: expiries} = synced;
    this.handedBefore = this.handed;
    const wasEmpty = result.records(this.name).length === 0;
    // Whoever goes back to domains of before must not be handed in a state of before either.
    if (!wasEmpty) this.history = this.history.filter((kept) => isSame(kept.domains, domains));
    const ending = this.endingOf(synced);
    for (const message of result.messages) {
      this.stamp = laterOf(this.stamp, this.stampOf(message));
      if (message.type !== 'STATE' || nameOf(message) !== this.name) continue;
      const isComplete = message === ending.complete;
      const isWalking = !isComplete && ending.isWalking;
      const {stamp} = this;
      this.handed = {message, domains, at, isComplete, isWalking, expiries, stamp};
      this.history.push(this.handed);
    }
  }

  private endingOf(synced: Synced): {complete: StateMessage | undefined; isWalking: boolean} {
    const {result, handed, hasWalked} = synced;
    const isDone = result.statuses(this.name).at(-1) === 'COMPLETE';
    const complete = isDone ? result.states(this.name).at(-1) : undefined;
    return {complete, isWalking: hasWalked || handed.get(this.name)?.isWalking === true};
  }

  private stampOf(message: Message): string {
    if (message.type !== 'RECORD' || message.record.stream !== this.name) return '';
    return String((message.record.data as {synced_at?: unknown}).synced_at);
  }
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}
