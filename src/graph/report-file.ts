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
    const {head, isWhole} = await spool(body, file, wantsRest);
    const read = (): Readable => file.createReadStream({start: 0, autoClose: false});
    return {...head, isWhole, read, close: () => file.close()};
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
): Promise<{head: ReportHead; isWhole: boolean}> {
  const decoder = new StringDecoder('utf8');
  const ending = new Ending();
  let text = '';
  let head: ReportHead | undefined;
  for await (const chunk of body) {
    ending.add(chunk);
    if (!head) {
      text += decoder.write(chunk);
      head = firstRecords(text, false);
      if (head) assertReport(head);
      if (head && !wantsRest(head)) return {head, isWhole: false};
    }
    await file.writeFile(chunk);
  }
  head ??= firstRecords(text + decoder.end(), true) ?? {header: []};
  assertReport(head);
  if (!ending.isClean(head)) {
    throw new NetworkError('A report ended in the middle of a line', {code: 'CUT_SHORT'});
  }
  return {head, isWhole: wantsRest(head)};
}

function assertReport({header}: ReportHead): void {
  if (header.includes(REFRESH_DATE)) return;
  const text = header.join(',').slice(0, 60);
  throw new NetworkError(`In place of a report came "${text}"`, {code: 'NOT_CSV'});
}

/** Watches how a file ends: all quotes closed, and the last line ended or with all its columns. */
class Ending {
  private quotes = 0;
  private lastLine: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    for (let at = chunk.indexOf(QUOTE); at >= 0; at = chunk.indexOf(QUOTE, at + 1))
      this.quotes += 1;
    const lineEnd = chunk.lastIndexOf(LINE_FEED);
    this.lastLine =
      lineEnd < 0 ? Buffer.concat([this.lastLine, chunk]) : chunk.subarray(lineEnd + 1);
  }

  /**
   * A header without its line end is never clean: it may have lost columns, and the whole list
   * behind it, and would then pass for the report of a tenant where nobody did anything. Nobody
   * has seen Graph leave the line end out; if it ever does, the report is missing, and not empty.
   */
  isClean({header, first}: ReportHead): boolean {
    if (this.quotes % 2 === 1) return false;
    const line = this.lastLine.toString().trim();
    if (line === '') return true;
    return first !== undefined && firstRecords(line, true)?.header.length === header.length;
  }
}
