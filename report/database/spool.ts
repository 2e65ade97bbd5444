/**
 * Records on their way from the connector into their tables: through files, which DuckDB reads many
 * times faster than values one by one, and of which only a few megabytes are in memory.
 */
import {closeSync, openSync, rmSync, writevSync} from 'node:fs';
import {join} from 'node:path';

/** Of one stream, before they are written. */
const MAX_BUFFERED_BYTES = 512 * 1024;

/** Of one file, before it is loaded. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface SpoolOptions {
  /** For files that are deleted as soon as they are loaded. */
  folder: string;
  load: (stream: string, file: string) => Promise<void>;
}

interface OpenFile {
  path: string;
  descriptor: number;
  bytes: number;
  lines: Buffer[];
  bufferedBytes: number;
}

const LINE_END = Buffer.from('\n');

export class Spool {
  private readonly files = new Map<string, OpenFile>();
  private loading: Promise<void> = Promise.resolve();
  private fileCount = 0;

  constructor(private readonly options: SpoolOptions) {}

  /**
   * Waits while a full file is loaded and the next one is full too.
   * @param line a RECORD message without its line end.
   */
  async add(stream: string, line: Buffer): Promise<void> {
    const file = this.files.get(stream) ?? this.open(stream);
    file.lines.push(line, LINE_END);
    file.bufferedBytes += line.length + 1;
    if (file.bufferedBytes < MAX_BUFFERED_BYTES) return;
    writeBuffered(file);
    if (file.bytes >= MAX_FILE_BYTES) await this.close(stream);
  }

  /** Has everything of the stream loaded, though not at once. */
  async close(stream: string): Promise<void> {
    const file = this.files.get(stream);
    if (!file) return;
    this.files.delete(stream);
    writeBuffered(file);
    closeSync(file.descriptor);
    await this.loading;
    this.loading = this.load(stream, file.path);
    // Whoever waits for it next gets the error.
    this.loading.catch(() => undefined);
  }

  /** When everything is loaded. @throws what loading threw. */
  async closeAll(): Promise<void> {
    for (const stream of [...this.files.keys()]) await this.close(stream);
    await this.loading;
  }

  private open(stream: string): OpenFile {
    this.fileCount += 1;
    const path = join(this.options.folder, `records-${this.fileCount}.jsonl`);
    const descriptor = openSync(path, 'wx', 0o600);
    const file = {path, descriptor, bytes: 0, lines: [], bufferedBytes: 0};
    this.files.set(stream, file);
    return file;
  }

  private async load(stream: string, path: string): Promise<void> {
    await this.options.load(stream, path);
    rmSync(path);
  }
}

function writeBuffered(file: OpenFile): void {
  if (file.lines.length === 0) return;
  let chunk = Buffer.concat(file.lines);
  file.bytes += chunk.length;
  file.lines = [];
  file.bufferedBytes = 0;
  while (chunk.length > 0) chunk = chunk.subarray(writevSync(file.descriptor, [chunk]));
}
