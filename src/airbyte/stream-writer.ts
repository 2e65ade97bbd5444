import type {MessageWriter} from './message-writer';
import type {JsonObject, StreamDescriptor} from './messages';

/**
 * What one stream says in one read, in the protocol's order:
 * STARTED, RUNNING, records and states in turn, COMPLETE or INCOMPLETE.
 */
export class StreamWriter {
  private isRunning = false;
  private uncounted = 0;
  private total = 0;
  private lastState: JsonObject | undefined;

  /** `incomingState` is what the platform handed in; it is the last safe state until a new one. */
  constructor(
    private readonly messages: MessageWriter,
    readonly stream: StreamDescriptor,
    incomingState: JsonObject | undefined,
  ) {
    this.lastState = incomingState;
  }

  /** Records written so far. */
  get records(): number {
    return this.total;
  }

  started(): void {
    this.messages.streamStatus(this.stream, 'STARTED');
  }

  /** Writes a batch; resolves when the reader can take the next one. */
  async batch(rows: readonly JsonObject[], emittedAt: number): Promise<void> {
    this.run();
    for (const row of rows) {
      this.messages.record(this.stream, row, emittedAt);
      // Counted one by one, because a row that cannot be written ends the batch in the middle.
      this.uncounted += 1;
      this.total += 1;
    }
    await this.messages.ready();
  }

  /** Call only after the records that `state` covers. */
  state(state: JsonObject): void {
    this.run();
    this.messages.state(this.stream, state, this.uncounted);
    this.uncounted = 0;
    this.lastState = state;
  }

  /** Says that the service made the stream wait, until a time in epoch milliseconds. */
  rateLimited(quotaReset: number): void {
    this.isRunning = true;
    const reason = {type: 'RATE_LIMITED', rate_limited: {quota_reset: quotaReset}} as const;
    this.messages.streamStatus(this.stream, 'RUNNING', [reason]);
  }

  /** Also takes back a `rateLimited`. */
  running(): void {
    this.isRunning = true;
    this.messages.streamStatus(this.stream, 'RUNNING');
  }

  /** Writes the last safe state once more, if there is one: a sign of life that changes nothing. */
  repeatState(): void {
    if (this.lastState) this.state(this.lastState);
  }

  complete(): void {
    this.run();
    this.messages.streamStatus(this.stream, 'COMPLETE');
  }

  /**
   * Ends the stream without success. The last safe state is repeated when records followed it,
   * so that the counts of the states still add up to the records.
   */
  incomplete(): void {
    if (this.uncounted > 0) this.repeatState();
    this.messages.streamStatus(this.stream, 'INCOMPLETE');
  }

  private run(): void {
    if (!this.isRunning) this.running();
  }
}
