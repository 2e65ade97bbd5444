import type {Log} from '../graph/request';
import type {Page} from '../graph/pages';
import type {ReportFile, ShouldDownload} from '../graph/reports/report-file';
import type {StreamDefinition, Row} from '../streams/define-stream';
import type {Domains} from './domains';
import type {Stream} from '../streams/load';
import type {Transform} from './transform';
import type {StateScope} from './state';
import type {ExtractionTime, ExtractionClock} from './extraction-clock';

/** What a read yields, in order. A state covers all rows before it and none after it. */
export type SyncEvent = {rows: Row[]; extractedAt: ExtractionTime} | {state: Row};

export type SyncEvents<Result = void> = AsyncGenerator<SyncEvent, Result, undefined>;

export interface PagesOptions {
  origin: 'first_request' | 'saved_link';
  /** Sends the header that filtered lists need on each page. */
  advanced?: boolean;
}

/** All that reading one stream needs from outside. */
export interface StreamContext {
  definition: StreamDefinition;
  schema: Stream['schema'];
  transform: Transform;
  /** Everyone, where the stream is tenant-wide. */
  domains: Domains;
  scope: StateScope;
  extractionClock: ExtractionClock;
  skipped: SkippedCounts;
  /** The properties to ask for; undefined where the endpoint takes none. */
  select: readonly string[] | undefined;
  /** Scheme, host and version of the API. */
  baseUrl: string;
  /** @param url of the first request, or a link to go on from. */
  pages(url: string, options: PagesOptions): AsyncIterable<Page>;
  /** Downloads a usage report; the caller closes the file. */
  report(url: string, shouldDownload: ShouldDownload): Promise<ReportFile>;
  /** The permissions in the token of this run; undefined where they cannot be read. */
  roles: () => readonly string[] | undefined;
  /** Period of the snapshots of usage reports, such as `D30`. */
  reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  backfillDays: number;
  /** Messages come out with the stream's name before them. */
  log: Log;
  /** Epoch milliseconds. */
  now(): number;
}

/** Rows that were read and not written, by reason. */
export interface SkippedCounts {
  outsideDomains: number;
  withoutName: number;
  deletedUsers: number;
}

export function newSkippedCounts(): SkippedCounts {
  return {outsideDomains: 0, withoutName: 0, deletedUsers: 0};
}
