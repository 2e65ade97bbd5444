import type {Mutex} from '../graph/mutex';
import type {Page} from '../graph/pages';
import type {ReportsApi} from '../graph/reports/reports-api';
import type {ReportFile, ShouldDownload} from '../graph/reports/report-file';
import type {Log} from '../graph/request';
import type {RowCopier} from '../graph/row-copier';
import type {LaneThreshold} from '../graph-session';
import type {RowPseudonymizer} from '../personal-data/row-pseudonymizer';
import type {Row, StreamDefinition, StreamSchema} from '../streams/stream';
import type {Domains} from './domains';
import type {ExtractionClock, ExtractionTime} from './extraction-clock';
import type {StateScope} from './state';
import type {Transform} from './transform';

/** How the platform asks for a stream. */
export interface ExtractionRequest {
  /** Whether the catalog asks for an incremental read, even if the stream has no cursor. */
  incremental: boolean;
  /** The state that the platform passed in, if any. */
  state: Row | undefined;
  /** The catalog's generation, where the platform has one. */
  generationId: number | undefined;
  destinationSyncMode: string;
}

/** What a read yields, in order. A state covers all rows before it and none after it. */
export type SyncEvent = RowsEvent | {state: Row};

export interface RowsEvent {
  rows: Row[];
  extractedAt: ExtractionTime;
  /** The rows have pseudonyms already: a state knows them by these. */
  isPseudonymous?: true;
}

export type SyncEvents<Result = void> = AsyncGenerator<SyncEvent, Result, undefined>;

export interface PagesOptions {
  origin: 'first_request' | 'saved_link' | 'object';
  /** Sends the header that filtered lists need on each page. */
  advanced?: boolean;
  /** How long failures are retried, where that is less than usual. */
  failuresMs?: number | undefined;
  /** Aborts the requests, beside the end of the whole sync. */
  signal?: AbortSignal | undefined;
  /** Held from before a page is parsed until the reader releases it. */
  parsing?: Mutex | undefined;
  /** Absent where every row is parsed. */
  rowCopier?: RowCopier | undefined;
}

type CountOptions = Pick<PagesOptions, 'failuresMs' | 'signal'>;

/** All that reading one stream needs. */
export interface StreamContext {
  definition: StreamDefinition;
  schema: StreamSchema;
  transform: Transform;
  /** Of lists of rows that are written as they came; undefined where rows are not. */
  rowCopier: RowCopier | undefined;
  /** Replaces what rows say of people; undefined where nothing is replaced. */
  people: RowPseudonymizer | undefined;
  /** Everyone, where the stream is tenant-wide. */
  domains: Domains;
  scope: StateScope;
  /** Whether the destination keeps one row of an id, the latest. */
  deduplicates: boolean;
  extractionClock: ExtractionClock;
  skipped: SkippedCounts;
  /** The properties for `$select`; undefined where the endpoint takes none. */
  select: readonly string[] | undefined;
  /** Scheme, host and version of the API, for all but usage reports. */
  baseUrl: string;
  reportsApi: ReportsApi;
  /** @param url of the first request, or a link to go on from. */
  pages(url: string, options: PagesOptions): AsyncIterable<Page>;
  /** Reads how many objects a list has. */
  count(url: string, options: CountOptions): Promise<number>;
  /** Reads one object, such as a user by its id. */
  object(url: string, signal: AbortSignal): Promise<unknown>;
  /** Downloads a usage report; the caller closes the file. */
  report(url: string, shouldDownload: ShouldDownload): Promise<ReportFile>;
  laneThreshold: LaneThreshold;
  /** The permissions in the token of this run; undefined where they cannot be read. */
  roles: () => readonly string[] | undefined;
  /** Period of the snapshots of usage reports, such as `D30`. */
  reportPeriod: string;
  /** How many days the first sync of daily slices reads. */
  backfillDays: number;
  /** Each message is prefixed with the stream's name. */
  log: Log;
  /** Epoch milliseconds, by the clock of this machine. */
  now(): number;
  /** Rejects when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A time of this machine, or the earlier one that the clocks of Graph showed then. */
  serverTime(localTime: number): number;
}

/** Rows that were read and not written, by reason. */
export interface SkippedCounts {
  outsideDomains: number;
  withoutName: number;
  /** Rows of reports with a pseudonym, in files that show other names. */
  concealedName: number;
  deletedUsers: number;
}

export function newSkippedCounts(): SkippedCounts {
  return {outsideDomains: 0, withoutName: 0, concealedName: 0, deletedUsers: 0};
}
