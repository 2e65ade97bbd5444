const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const [COMMA, CARRIAGE_RETURN] = [0x2c, 0x0d];

/** What may stand before a quote that opens a field, and behind one that closes it. */
const BETWEEN_FIELDS: ReadonlySet<number | undefined> = new Set([
  COMMA,
  CARRIAGE_RETURN,
  LINE_FEED,
]);

/**
 * Follows the quotes of a CSV file that comes in pieces, as RFC 4180 and the parser read them. A
 * quote that stands within a text and is not doubled is bare: a part of the text.
 */
export class QuoteReader {
  /** Bare quotes so far. */
  bareQuotes = 0;
  /** The offset of the first bare quote, in bytes. */
  firstBareAt: number | undefined;
  private openedAt: number | undefined;
  /** The last byte was a quote within quotes: the next one tells what it means. */
  private isPending = false;
  private offset = 0;
  private previous = LINE_FEED;

  add(chunk: Buffer): void {
    let at = this.next(chunk, 0);
    while (at >= 0 && at < chunk.length) {
      at = this.next(chunk, this.isPending ? this.settle(chunk, at) : this.meet(chunk, at));
    }
    this.offset += chunk.length;
    this.previous = chunk.at(-1) ?? this.previous;
  }

  /** The offset of the quote that opened the field in which the file ends. */
  get openAt(): number | undefined {
    return this.isPending ? undefined : this.openedAt;
  }

  /** The next byte to look at, from here on. */
  private next(chunk: Buffer, from: number): number {
    return this.isPending ? from : chunk.indexOf(QUOTE, from);
  }

  private meet(chunk: Buffer, at: number): number {
    const before = at === 0 ? this.previous : chunk[at - 1];
    if (this.openedAt !== undefined) this.isPending = true;
    else if (BETWEEN_FIELDS.has(before)) this.openedAt = this.offset + at;
    else this.noteBare(this.offset + at);
    return at + 1;
  }

  /** @param at of the byte behind a quote within quotes. */
  private settle(chunk: Buffer, at: number): number {
    this.isPending = false;
    if (chunk[at] === QUOTE) return at + 1;
    if (!BETWEEN_FIELDS.has(chunk[at])) this.noteBare(this.offset + at - 1);
    this.openedAt = undefined;
    return at;
  }

  private noteBare(offset: number): void {
    this.bareQuotes += 1;
    this.firstBareAt ??= offset;
  }
}
