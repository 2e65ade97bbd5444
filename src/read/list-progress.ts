import {TransientError} from '../errors';

/** Rows may come again where the list changes while it is read, but not page after page. */
const MAX_REPEATED_PAGES = 3;

interface PageProgress {
  rows: number;
  /** How many of the rows have an id that did not come before. */
  fresh: number;
  hasNext: boolean;
}

/**
 * Notices a list that has a new link on each page and the same rows. Pages without rows say nothing:
 * Graph may send them where it filters.
 */
export class ListProgress {
  private repeatedPages = 0;

  constructor(private readonly stream: string) {}

  /** Whether nothing new came since the last page with new rows. */
  get isStalled(): boolean {
    return this.repeatedPages > 0;
  }

  /** @throws TransientError where the list would go on without anything new. */
  page({rows, fresh, hasNext}: PageProgress): void {
    if (fresh > 0) this.repeatedPages = 0;
    else if (rows > 0) this.repeatedPages += 1;
    if (this.repeatedPages < MAX_REPEATED_PAGES || !hasNext) return;
    throw new TransientError(
      `${this.stream}: Microsoft Graph repeats its rows: ${MAX_REPEATED_PAGES} pages in a row ` +
        'had no new id, so the list would never end. The next sync tries again.',
    );
  }
}
