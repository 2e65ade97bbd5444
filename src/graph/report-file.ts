import {randomUUID} from 'node:crypto';
import {unlinkSync} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {NetworkError} from './network-error';
import {REFRESH_DATE} from './report-csv';
import type {CsvRecord} from './report-csv';
import {Ending} from './report-ending';
import {Beginning} from './report-head';

const PIECE = 65_536;

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
  wantsRest: WantsRest,
): Promise<ReportFile> {
  const file = await openTemporaryFile();
  try {
    const {head, ...spooled} = await spool(body, file, wantsRest);
    const read = (): Readable => Readable.from(piecesOf(file), {objectMode: false});
    return {...head, ...spooled, read, close: () => file.close()};
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Unlike a stream of the file itself, it leaves the file open, wherever it ends. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; ;) {
    const {buffer, bytesRead} = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, at);
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
