/** Files for reports that are being read. They have no name once they are open. */
import {randomUUID} from 'node:crypto';
import {unlinkSync} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import {newConnectorError} from '../../errors';
import type {ConnectorError} from '../../errors';
import {foreignName, foreignText} from '../../message-text';
import {fillIn, resolveError} from '../error-resolution';

const READ_BYTES = 65_536;

/** A report of this size or more is nothing special. */
const PROBE_BYTES = 65_536;

const LINE_FEED = 0x0a;

export class TemporaryFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly folder: string,
  ) {}

  /**
   * So nothing stays behind, however the process ends. Only a kill between the two steps can leave
   * the name, and then the file is empty.
   * @throws ConfigError where the folder cannot be written.
   */
  static async open(folder: string): Promise<TemporaryFile> {
    const path = join(folder, `source-microsoft-365-${randomUUID()}.csv`);
    try {
      const handle = await open(path, 'wx+', 0o600);
      unlinkSync(path);
      return new TemporaryFile(handle, folder);
    } catch (error) {
      throw folderError(error, folder);
    }
  }

  /** @throws ConfigError where the folder has no room, or cannot be written any more. */
  async write(chunk: Buffer): Promise<void> {
    try {
      await this.handle.writeFile(chunk);
    } catch (error) {
      throw folderError(error, this.folder);
    }
  }

  /** From the beginning each time. Unlike a stream of the file, it leaves it open wherever it ends. */
  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    for (let at = 0; ;) {
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      const {bytesRead} = await this.handle.read(buffer, 0, READ_BYTES, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** The number of the line that the byte at this offset is in, from 1. */
  async lineAt(offset: number): Promise<number> {
    let line = 1;
    let left = offset;
    for await (const chunk of this.chunks()) {
      const end = Math.min(left, chunk.length);
      for (
        let at = chunk.indexOf(LINE_FEED);
        at >= 0 && at < end;
        at = chunk.indexOf(LINE_FEED, at + 1)
      )
        line += 1;
      left -= end;
      if (left === 0) break;
    }
    return line;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/**
 * Writes a file of 64 KiB into the folder and removes it.
 * @throws ConfigError where that fails.
 */
export async function assertWritable(folder: string): Promise<void> {
  const file = await TemporaryFile.open(folder);
  try {
    await file.write(Buffer.alloc(PROBE_BYTES));
  } finally {
    await file.close();
  }
}

function folderError(thrown: unknown, folder: string): ConnectorError {
  const cause = thrown as NodeJS.ErrnoException;
  const {code = cause.name} = cause;
  const {meaning, advice, failureType, condition} = resolveError({origin: 'temporary_file', code});
  // Node's message goes on with the call and the path.
  const [reason = code] = /^[A-Z\d]+: [^,]+/.exec(cause.message) ?? [];
  const values = {folder: foreignName(folder), reason: foreignText(reason)};
  const text = fillIn([meaning, advice].join(' '), values);
  return newConnectorError(failureType, text, {cause, fields: {code, condition}});
}
