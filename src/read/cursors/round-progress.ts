import {createHash} from 'node:crypto';
import {TransientError} from '../../errors';
import {idOf} from '../list-pass';

/** Changes may come again, and after a failure of the service whole pages of them. */
const MAX_REPEATED_PAGES = 10;

/** Pages can be small: so many rows in pages that repeat are no mere replay. */
const MAX_REPLAYED_ROWS = 100;

/**
 * Notices a round of delta that has a new link on each page and the same changes. An id that comes
 * again is no sign of it: Graph replays changes, and a user can change twice.
 * https://learn.microsoft.com/graph/delta-query-overview
 */
export class RoundProgress {
  /** Of each page, by the ids of its rows in their order. */
  private readonly seen = new Set<string>();
  private repeatedPages = 0;
  private replayedRows = 0;

  constructor(private readonly stream: string) {}

  /** Whether the last page had rows, and the same ones as an earlier page. */
  get isStalled(): boolean {
    return this.repeatedPages > 0;
  }

  /** @throws TransientError where the round would go on with the same pages. */
  page(rows: readonly unknown[], hasNext: boolean): void {
    if (rows.length === 0) return;
    const hash = createHash('sha256').update(rows.map(idOf).join()).digest('base64url');
    const isRepeated = this.seen.has(hash);
    this.seen.add(hash);
    this.repeatedPages = isRepeated ? this.repeatedPages + 1 : 0;
    this.replayedRows = isRepeated ? this.replayedRows + rows.length : 0;
    const isEndless =
      this.repeatedPages >= MAX_REPEATED_PAGES && this.replayedRows >= MAX_REPLAYED_ROWS;
    if (!isEndless || !hasNext) return;
    throw new TransientError(
      `${this.stream}: Microsoft Graph repeats its changes: ${this.repeatedPages} pages in a row ` +
        'came before, so the round would never end. The next sync resumes from the last state.',
    );
  }
}
