import {randomUUID} from 'node:crypto';
import {unlinkSync} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {NetworkError} from '../network-error';
import {HeaderReader, REFRESH_DATE, parseHead} from './csv';
import type {ReportHead} from './csv';

const READ_BYTES = 65_536;

/** Asked once, with the head: whether the rest of the file is wanted. */
export type ShouldDownload = (head: ReportHead) => boolean;

/** A report that was downloaded. */
export interface ReportFile extends ReportHead {
  /** False where the download was cut after the head. */
  isWhole: boolean;
  /** The size of a file whose last line has all columns but no end: it may have been cut there. */
  openEnd?: number;
  /** The bytes, from the beginning each time. */
  read(): Readable;
  close(): Promise<void>;
}

/**
 * Writes a body to a temporary file and checks that it is a whole report. The file has no name any
 * more once it is open, so nothing stays behind, however the process ends.
 * @throws NetworkError when the body is no report, or ends in the middle of a line.
 */
export async function spoolReport(
  body: AsyncIterable<Buffer>,
  shouldDownload: ShouldDownload,
): Promise<ReportFile> {
  const file = await openTemporaryFile();
  try {
    const {head, ...spooled} = await spool(body, file, shouldDownload);
    const read = (): Readable => Readable.from(fileChunks(file), {objectMode: false});
    return {...head, ...spooled, read, close: () => file.close()};
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Unlike a stream of the file itself, it leaves the file open, wherever it ends. */
async function* fileChunks(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; ;) {
    const {buffer, bytesRead} = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Only a kill between the two steps can leave the name behind, and then the file is empty. */
async function openTemporaryFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `source-microsoft-365-${randomUUID()}.csv`);
  const file = await open(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}

async function spool(
  body: AsyncIterable<Buffer>,
  file: FileHandle,
  shouldDownload: ShouldDownload,
): Promise<{head: ReportHead; isWhole: boolean; openEnd?: number}> {
  const headerReader = new HeaderReader();
  const truncationDetector = new TruncationDetector();
  let head: ReportHead | undefined;
  for await (const chunk of body) {
    truncationDetector.add(chunk);
    if (!head) {
      head = headerReader.add(chunk);
      if (head) assertReport(head);
      if (head && !shouldDownload(head)) return {head, isWhole: false};
    }
    await file.writeFile(chunk);
  }
  head ??= headerReader.end();
  assertReport(head);
  const end = truncationDetector.of(head);
  if (end === 'cut') throw truncated();
  return {
    head,
    isWhole: shouldDownload(head),
    ...(end === 'open' && {openEnd: truncationDetector.bytes}),
  };
}

export function truncated(): NetworkError {
  return new NetworkError('A report ended in the middle of a line', {code: 'CUT_SHORT'});
}

function assertReport({header}: ReportHead): void {
  if (header.includes(REFRESH_DATE)) return;
  const text = header.join(',').slice(0, 60);
  throw new NetworkError(`In place of a report came "${text}"`, {code: 'NOT_CSV'});
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** Watches how a file ends. */
export class TruncationDetector {
  bytes = 0;
  private quotes = 0;
  private lastLine: Buffer[] = [];

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(QUOTE); at >= 0; at = chunk.indexOf(QUOTE, at + 1))
      this.quotes += 1;
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
    if (this.quotes % 2 === 1) return 'cut';
    const line = Buffer.concat(this.lastLine).toString().trim();
    if (line === '') return 'clean';
    const isWhole = parseHead(line, true)?.header.length === header.length;
    return first !== undefined && isWhole ? 'open' : 'cut';
  }
}
