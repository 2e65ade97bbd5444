import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** One answer of Graph, to the request that must come next. */
export interface RecordedAnswer {
  /** Path and query as sent; the whole URL for a host other than Graph's. */
  request: string;
  /** Request headers that must be there. */
  headers?: Record<string, string>;
  status?: number;
  /** Where a redirect leads to. */
  location?: string;
  /** JSON, or the text of a CSV file. */
  body?: unknown;
}

/** One read: what Graph is asked and answers, and the rows that come out, without `synced_at`. */
export interface RecordedRead {
  answers: RecordedAnswer[];
  records: Record<string, unknown>[];
}

/** The recordings of a stream. */
export interface Recordings {
  /** Settings that hold for all reads. */
  settings?: Record<string, unknown>;
  full: RecordedRead;
  /** Incremental reads one after the other, each with the state of the one before. */
  incremental: RecordedRead[];
  /** A full read with `domains`; absent where the stream belongs to the whole tenant. */
  domains?: RecordedRead & {domains: string[]};
  /** A full read of a usage report whose names are concealed. */
  concealed?: RecordedRead;
}

const FOLDER = join(__dirname, '..', '..', '..', 'test_files', 'graph');

/** Names of the streams that have recordings, sorted. */
export function recordedStreams(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.slice(0, -'.json'.length)).sort();
}

export function recordingsOf(stream: string): Recordings {
  return JSON.parse(readFileSync(join(FOLDER, `${stream}.json`), 'utf8')) as Recordings;
}
