/** How far a read is, for a person at a terminal. */
import type {OtherMessage} from './process';

export interface Terminal {
  /** Whether what was written can be written over. */
  isInteractive: boolean;
  write(text: string): void;
}

/** How often the line at the bottom changes. */
const REFRESH_MS = 200;
const ERASE_LINE = '\r\u001B[2K';

/** "sign_in_activity: 5000 records so far, 10 pages, …" */
const STILL_READING = /^\w+: \d+ records? so far\b/;

export class Progress {
  private readonly rows = new Map<string, number>();
  private total = 0;
  private ended = 0;
  private shownAt = -Infinity;

  constructor(
    private readonly terminal: Terminal,
    private readonly streams: number,
    /** Milliseconds. */
    private readonly now: () => number,
  ) {}

  row(stream: string): void {
    this.rows.set(stream, (this.rows.get(stream) ?? 0) + 1);
    this.total += 1;
    if (this.total % 1_000 === 0) this.showTotal();
  }

  take(message: OtherMessage): void {
    if (message.type === 'LOG') this.takeLog(message.log);
    if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return;
    const {stream_descriptor: stream, status, reasons = []} = message.trace.stream_status;
    for (const {rate_limited: limit} of reasons) {
      const until = new Date(limit.quota_reset).toLocaleTimeString('en-GB');
      this.line(`  ${stream.name}: Microsoft's limit on requests makes it wait until ${until}`);
    }
    if (status !== 'COMPLETE' && status !== 'INCOMPLETE') return;
    this.ended += 1;
    const rows = counted(this.rows.get(stream.name) ?? 0, 'row');
    this.line(`  ${stream.name}: ${rows}${status === 'INCOMPLETE' ? ', not complete' : ''}`);
    this.showTotal();
  }

  /** Takes the line at the bottom away. */
  end(): void {
    if (this.terminal.isInteractive) this.terminal.write(ERASE_LINE);
  }

  private takeLog({level, message}: {level: string; message: string}): void {
    if (level === 'WARN' || level === 'ERROR') this.line(`  ${message}`);
    else if (STILL_READING.test(message)) this.line(`  ${message}`);
  }

  private line(text: string): void {
    this.end();
    this.terminal.write(`${text}\n`);
    this.shownAt = -Infinity;
  }

  private showTotal(): void {
    if (!this.terminal.isInteractive || this.now() - this.shownAt < REFRESH_MS) return;
    this.shownAt = this.now();
    const streams = `${this.ended} of ${this.streams} streams`;
    this.terminal.write(`${ERASE_LINE}  ${streams}, ${counted(this.total, 'row')}`);
  }
}

export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
