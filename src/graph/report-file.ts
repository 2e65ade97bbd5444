import {randomUUID} from 'node:crypto';
import {unlinkSync} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import {NetworkError} from './network-error';
import {REFRESH_DATE, firstRecords} from './report-csv';
import type {CsvRecord} from './report-csv';

/** The beginning of a report: what is needed to decide whether the rest is. */
export interface ReportHead {
  header: CsvRecord;
  /** Absent in a report without rows. */
  first?: CsvRecord;
}

/** Asked once, with the head: whether the rest of the file is wanted. */
export type WantsRest = (head: ReportHead) => boolean;

/** A report that was downloaded. */
export interface ReportFile extends ReportHead {
  /** False where the download was cut after the head. */
  isWhole: boolean;
  /** The size of a file whose last line has all columns but no end: it may have been cut there. */
  openEnd?: number;
  /** The bytes, from the beginning. */
  read(): Readable;
  close(): Promise<void>;
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/**
 * Writes a body to a temporary file and checks that it is a whole report. The file has no name any
 * more once it is open, so nothing stays behind, however the process ends.
 * @throws NetworkError when the body is no report, or ends in the middle of a line.
 */
export async function spoolReport(
  body: AsyncIterable<Buffer>,
  wantsRest: WantsRest,
): Promise<ReportFile> {
  const file = await openTemporaryFile();
  try {
    const {head, ...spooled} = await spool(body, file, wantsRest);
    const read = (): Readable => file.createReadStream({start: 0, autoClose: false});
    return {...head, ...spooled, read, close: () => file.close()};
  } catch (error) {
    await file.close();
    throw error;
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
  wantsRest: WantsRest,
): Promise<{head: ReportHead; isWhole: boolean; openEnd?: number}> {
  const beginning = new Beginning();
  const ending = new Ending();
  let head: ReportHead | undefined;
  for await (const chunk of body) {
    ending.add(chunk);
    if (!head) {
      head = beginning.add(chunk);
      if (head) assertReport(head);
      if (head && !wantsRest(head)) return {head, isWhole: false};
    }
    await file.writeFile(chunk);
  }
  head ??= beginning.end();
  assertReport(head);
  const end = ending.of(head);
  if (end === 'cut') throw cutShort();
  return {head, isWhole: wantsRest(head), ...(end === 'open' && {openEnd: ending.bytes})};
}

export function cutShort(): NetworkError {
  return new NetworkError('A report ended in the middle of a line', {code: 'CUT_SHORT'});
}

function assertReport({header}: ReportHead): void {
  if (header.includes(REFRESH_DATE)) return;
  const text = header.join(',').slice(0, 60);
  throw new NetworkError(`In place of a report came "${text}"`, {code: 'NOT_CSV'});
}

/** A report has its first row within its first kilobytes; what has none in this is no report. */
const MOST_HEAD_LENGTH = 100_000_000;

/** Looks for the head of a file, each time that there is twice as much to look at. */
class Beginning {
  private readonly decoder = new StringDecoder('utf8');
  private text = '';
  private looked = 0;

  /** @returns undefined while more has to be read. */
  add(chunk: Buffer): ReportHead | undefined {
    this.text += this.decoder.write(chunk);
    if (this.text.length < 2 * this.looked) return undefined;
    this.looked = this.text.length;
    if (this.looked <= MOST_HEAD_LENGTH) return firstRecords(this.text, false);
    throw new NetworkError('In place of a report came a line without an end', {code: 'NOT_CSV'});
  }

  end(): ReportHead {
    return firstRecords(this.text + this.decoder.end(), true) ?? {header: []};
  }
}

/** Watches how a file ends. */
class Ending {
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
    const isWhole = firstRecords(line, true)?.header.length === header.length;
    return first !== undefined && isWhole ? 'open' : 'cut';
  }
}
