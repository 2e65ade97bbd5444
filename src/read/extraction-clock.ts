/** A moment of arrival: one for all rows of a page. */
export interface ExtractionTime {
  /** Epoch milliseconds. */
  ms: number;
  iso: string;
}

/**
 * Gives every page the time of its arrival, each strictly later than the one before and than
 * `after`, also where the clock was set back: destinations keep the row with the latest `synced_at`.
 * After a sync whose clock was ahead the times go on from there, until the right time has come.
 */
export class ExtractionClock {
  private last: number;

  constructor(
    private readonly now: () => number,
    after = 0,
  ) {
    this.last = after;
  }

  next(): ExtractionTime {
    this.last = Math.max(this.now(), this.last + 1);
    return {ms: this.last, iso: new Date(this.last).toISOString()};
  }

  /** The latest time that was given out. */
  get latest(): string {
    return new Date(this.last).toISOString();
  }
}
