import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** One answer of Graph, to the request that must come next. */
export interface RecordedAnswer {
  /** Path and query as sent. */
  request: string;
  /** Request headers that must be there. */
  headers?: Record<string, string>;
  status?: number;
  body: unknown;
}

/** One read: what Graph is asked and answers, and the rows that come out, without `synced_at`. */
export interface RecordedRead {
  answers: RecordedAnswer[];
  records: Record<string, unknown>[];
}

/** The recordings of a stream. */
export interface Recordings {
  full: RecordedRead;
  /** Incremental reads one after the other, each with the state of the one before. */
  incremental: RecordedRead[];
  /** A full read with `domains`; absent where the stream belongs to the whole tenant. */
  domains?: RecordedRead & {domains: string[]};
}

const FOLDER = join(__dirname, '..', '..', '..', 'test_files', 'graph');

export function recordingsOf(stream: string): Recordings {
  return JSON.parse(readFileSync(join(FOLDER, `${stream}.json`), 'utf8')) as Recordings;
}
