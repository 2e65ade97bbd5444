/**
 * The clock of this machine beside the clocks of Microsoft Graph, whose answers say what time it is
 * there. Only theirs decides which changes a list has.
 * https://www.rfc-editor.org/rfc/rfc9110#field.date
 */

/** Shorter differences do no harm: Graph's own dates lag further behind. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** The header has whole seconds: nearly one more may have passed. */
const DATE_PRECISION_MS = 1_000;

/** When a request was sent and its answer had come, by the clock of this machine. */
interface Exchange {
  sentAt: number;
  receivedAt: number;
}

export class ServerClock {
  /** The most that this machine was ahead in this run: its clock may be set right on the way. */
  private aheadMs = 0;
  private reported: string | undefined;

  /** @param onSkew told once of a difference that a person should mend. */
  constructor(private readonly onSkew: (warning: string) => void = () => undefined) {}

  /** What a person should know of the two clocks; undefined while they agree. */
  get warning(): string | undefined {
    return this.reported;
  }

  /** @param date the header as it came. */
  observe(date: string | undefined, exchange: Exchange): void {
    const serverTime = dateHeaderMs(date);
    if (serverTime === undefined) return;
    const skewMs = skewBetween(serverTime, exchange);
    this.aheadMs = Math.max(this.aheadMs, skewMs);
    if (this.reported !== undefined || Math.abs(skewMs) <= MAX_CLOCK_SKEW_MS) return;
    this.reported = warningOf(skewMs, serverTime);
    this.onSkew(this.reported);
  }

  /**
   * A time of this machine, or the earlier one that Graph's clocks showed then.
   * @param localTime epoch milliseconds.
   */
  earlierOf(localTime: number): number {
    return localTime - this.aheadMs;
  }
}

/** @returns epoch milliseconds; undefined for what is no HTTP date. */
export function dateHeaderMs(header: string | undefined): number | undefined {
  // Without a time of day, `Date.parse` finds a date in almost any text with a number.
  const time = header !== undefined && /\d:\d\d/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Positive where this machine is ahead; 0 where the answer may have been given at that time. */
function skewBetween(serverTime: number, {sentAt, receivedAt}: Exchange): number {
  const aheadMs = sentAt - serverTime;
  if (aheadMs >= DATE_PRECISION_MS) return aheadMs;
  return Math.min(0, receivedAt - serverTime);
}

function warningOf(skewMs: number, serverTime: number): string {
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  const here = new Date(serverTime + skewMs).toISOString().slice(0, 16);
  const there = new Date(serverTime).toISOString().slice(0, 16);
  return (
    `The clock of this machine is ${durationText(Math.abs(skewMs))} ${direction} Microsoft Graph's: ` +
    `${here} UTC here, ${there} UTC there. Set it by a time server (NTP). Until then dates of this ` +
    'machine are wrong, and signing in with a certificate may fail.'
  );
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
