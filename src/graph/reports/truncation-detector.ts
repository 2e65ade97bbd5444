import {parseHead} from './csv';
import type {ReportHead} from './csv';
import {QuoteReader} from './quotes';

const LINE_FEED = 0x0a;

/** Watches how a file ends. */
export class TruncationDetector {
  bytes = 0;
  readonly quotes = new QuoteReader();
  private lastLine: Buffer[] = [];

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.quotes.add(chunk);
    const lineEnd = chunk.lastIndexOf(LINE_FEED);
    if (lineEnd >= 0) this.lastLine = [];
    this.lastLine.push(chunk.subarray(lineEnd + 1));
  }

  /**
   * `open`: the last line has all columns but no end, which RFC 4180 allows.
   *
   * A header alone has to have its end. It may have lost columns, and every row behind it, and
   * would pass for the report of a tenant where nobody did anything. Nobody has seen Graph leave
   * that line end out; should it do so, the report is missing with an error, and not empty.
   */
  of({header, first}: ReportHead): 'clean' | 'open' | 'cut' {
    if (this.quotes.openAt !== undefined) return 'cut';
    const line = Buffer.concat(this.lastLine).toString().trim();
    if (line === '') return 'clean';
    const isWhole = parseHead(line, true)?.header.length === header.length;
    return first !== undefined && isWhole ? 'open' : 'cut';
  }
}
