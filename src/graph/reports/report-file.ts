import {Readable} from 'node:stream';
import {NetworkError} from '../network-error';
import type {ReportHead} from './csv';
import {HeaderReader} from './header-reader';
import {TemporaryFile} from './temporary-file';
import {TruncationDetector} from './truncation-detector';

/** Asked once, with the head: whether the rest of the file is wanted. */
export type ShouldDownload = (head: ReportHead) => boolean;

/** Quotes that stand within texts and are not doubled, as RFC 4180 wants them. */
export interface BareQuotes {
  count: number;
  /** Of the first one, from 1. */
  line: number;
}

/** A report that was downloaded. */
export interface ReportFile extends ReportHead {
  /** False where the download was cut after the head. */
  isWhole: boolean;
  /** The size of a file whose last line has all columns but no end: it may have been cut there. */
  openEnd?: number;
  /** Absent in a file that is well-formed. */
  bareQuotes?: BareQuotes;
  /** The bytes, from the beginning each time. */
  read(): Readable;
  close(): Promise<void>;
}

interface SpoolOptions {
  shouldDownload: ShouldDownload;
  /** For temporary files. */
  folder: string;
}

/**
 * Writes a body to a temporary file and checks that it is a whole report.
 * @throws NetworkError when the body is no report, or ends in the middle of a line; ConfigError when
 * the folder cannot be written.
 */
export async function spoolReport(
  body: AsyncIterable<Buffer>,
  {shouldDownload, folder}: SpoolOptions,
): Promise<ReportFile> {
  const file = await TemporaryFile.open(folder);
  try {
    const {head, ...spooled} = await spool(withoutMarks(body), file, shouldDownload);
    const read = (): Readable => Readable.from(file.chunks(), {objectMode: false});
    return {...head, ...spooled, read, close: () => file.close()};
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Spooled = Pick<ReportFile, 'isWhole' | 'openEnd' | 'bareQuotes'> & {head: ReportHead};

async function spool(
  body: AsyncIterable<Buffer>,
  file: TemporaryFile,
  shouldDownload: ShouldDownload,
): Promise<Spooled> {
  const headerReader = new HeaderReader();
  const detector = new TruncationDetector();
  let head: ReportHead | undefined;
  for await (const chunk of body) {
    detector.add(chunk);
    if (!head) {
      head = headerReader.add(chunk);
      if (head) headerReader.assertReport(head);
      if (head && !shouldDownload(head)) return {head, isWhole: false};
    }
    await file.write(chunk);
  }
  head ??= headerReader.end();
  headerReader.assertReport(head);
  const openEnd = await openEndOf(detector, head, file);
  const bareQuotes = await bareQuotesIn(detector, file);
  return {head, isWhole: shouldDownload(head), ...openEnd, ...bareQuotes};
}

async function openEndOf(
  detector: TruncationDetector,
  head: ReportHead,
  file: TemporaryFile,
): Promise<Pick<ReportFile, 'openEnd'>> {
  const end = detector.of(head);
  if (end !== 'cut') return end === 'open' ? {openEnd: detector.bytes} : {};
  const {openAt} = detector.quotes;
  throw truncated(openAt === undefined ? undefined : await file.lineAt(openAt));
}

async function bareQuotesIn(
  {quotes}: TruncationDetector,
  file: TemporaryFile,
): Promise<Pick<ReportFile, 'bareQuotes'>> {
  if (quotes.firstBareAt === undefined) return {};
  return {bareQuotes: {count: quotes.bareQuotes, line: await file.lineAt(quotes.firstBareAt)}};
}

/** @param quoteLine the line of a quote that no other one closes. */
export function truncated(quoteLine?: number): NetworkError {
  const where = quoteLine ? `a field whose quote in line ${quoteLine} stays open` : 'a line';
  return new NetworkError(`A report ended in the middle of ${where}`, {code: 'CUT_SHORT'});
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** Some files begin with two marks. */
async function* withoutMarks(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let begin: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of body) {
    if (!begin) {
      yield chunk;
      continue;
    }
    begin = Buffer.concat([begin, chunk]);
    while (begin.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK))
      begin = begin.subarray(BYTE_ORDER_MARK.length);
    // What is left may be the beginning of another mark.
    if (BYTE_ORDER_MARK.subarray(0, begin.length).equals(begin)) continue;
    yield begin;
    begin = undefined;
  }
  if (begin && begin.length > 0) yield begin;
}
