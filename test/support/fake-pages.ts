/** Reads streams from pages that a test writes down, with everything else as in a sync. */
import type {LaneThreshold} from '../../src/graph-session';
import type {Pseudonyms} from '../../src/personal-data/pseudonyms';
import {graphError, resolveFailure} from '../../src/graph/graph-error';
import {reportsApiOf} from '../../src/graph/reports/reports-api';
import type {RequestOrigin} from '../../src/graph/resolution';
import type {Page} from '../../src/graph/pages';
import {defineStream} from '../../src/streams/define-stream';
import type {Row, Stream, StreamDefinition} from '../../src/streams/stream';
import type {PagesOptions, SkippedCounts, SyncEvent} from '../../src/read/stream-context';
import {ProductNames} from '../../src/streams/product-names';
import {extractStream} from '../../src/read/extract-stream';
import type {ExtractionPorts} from '../../src/read/extract-stream';

export const BASE = 'https://graph.microsoft.com/v1.0';

const NAMES = new ProductNames();

/** A page, or the error that comes in its place; which one can depend on what was asked. */
type Answer = Page | Error | ((origin: RequestOrigin) => Error);

/**
 * What Graph answers to each link. A first URL goes by its path and filter, such as
 * "/users" or "/users?createdDateTime ge …"; every other link goes by itself.
 */
export class FakePages {
  /** In the order of asking; first URLs as the keys of `answer`. */
  readonly asked: string[] = [];
  /** First URLs in full. */
  readonly urls: string[] = [];
  readonly advanced: boolean[] = [];
  private readonly answers = new Map<string, Answer[]>();

  /** Answers for one link, for the first time that it is asked for and for later ones. */
  answer(link: string, ...answers: Answer[]): this {
    this.answers.set(link, [...(this.answers.get(link) ?? []), ...answers]);
    return this;
  }

  async *read(url: string, options: PagesOptions): AsyncGenerator<Page, void> {
    this.urls.push(url);
    this.advanced.push(options.advanced ?? false);
    let origin: RequestOrigin = options.origin;
    for (let link: string | undefined = url; link !== undefined; origin = 'page_link') {
      const page = await this.take(link, origin);
      yield page;
      link = page.nextLink;
    }
  }

  /** An answer for an object is a page with it alone. */
  async object(url: string, signal: AbortSignal): Promise<unknown> {
    this.urls.push(url);
    signal.throwIfAborted();
    const {rows} = await this.take(url, 'object');
    return rows[0];
  }

  /** An answer for a number of objects is a page with so many rows. */
  async count(url: string): Promise<number> {
    this.urls.push(url);
    const {rows} = await this.take(url, 'count');
    return rows.length;
  }

  private async take(link: string, origin: RequestOrigin): Promise<Page> {
    await Promise.resolve();
    const key = keyOf(link);
    this.asked.push(key);
    const answer = this.answers.get(key)?.shift();
    if (!answer) throw new Error(`no answer is left for ${key}`);
    if (typeof answer === 'function') throw answer(origin);
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

function keyOf(link: string): string {
  if (!link.startsWith(BASE)) return link;
  const {pathname, searchParams} = new URL(link);
  const filter = searchParams.get('$filter');
  return `${pathname.slice('/v1.0'.length)}${filter ? `?${filter}` : ''}`;
}

export function page(rows: object[], links: Omit<Page, 'rows'> = {}): Page {
  return {rows, ...links};
}

export function refusal(status: number, code = '', message = ''): Error {
  return refusalFrom('page_link', {status, code, message});
}

/** A refusal as the table has it for whatever is asked. */
export function refused(status: number, code = '', message = ''): (origin: RequestOrigin) => Error {
  return (origin) => refusalFrom(origin, {status, code, message});
}

export function refusalFrom(
  origin: RequestOrigin,
  {status, code = '', message = ''}: {status: number; code?: string; message?: string},
): Error {
  const text = JSON.stringify({error: {code, message}});
  const response = {status, headers: {}, text, durationMs: 0};
  return graphError(response, resolveFailure(response, {origin}, false), `${BASE}/x`);
}

export interface ReadOptions {
  domains?: string[];
  tenantId?: string;
  baseUrl?: string;
  /** Absent for a first sync. */
  state?: Row;
  fullRefresh?: boolean;
  generationId?: number;
  /** `append` unless told. */
  destinationSyncMode?: string;
  now?: () => number;
  /** Takes no time unless told. */
  sleep?: ExtractionPorts['sleep'];
  /** Of a local time; the same unless told. */
  serverTime?: (localTime: number) => number;
  reportPeriod?: string;
  backfillDays?: number;
  /** The read is given up once so many rows and states came. */
  stopAfter?: number;
  /** From where on a list is read in lanes; never unless told. */
  laneThreshold?: LaneThreshold;
  /** Answers for usage reports; a stream that is none needs none. */
  report?: ExtractionPorts['report'];
  /** The permissions in the token; absent where it cannot be read. */
  roles?: readonly string[];
  pseudonyms?: Pseudonyms;
}

export interface Outcome {
  /** "row …" and "state", in the order in which they came. */
  order: string[];
  rows: Row[];
  states: Row[];
  log: string[];
  skipped: SkippedCounts;
  error?: Error;
}

export const START = Date.parse('2026-03-01T12:00:00Z');

/** Reads a stream to its end, or up to its error. */
export async function read(
  stream: Stream,
  pages: FakePages,
  options: ReadOptions = {},
): Promise<Outcome> {
  const ports: AnsweringPorts = {
    pages: (url, pageOptions) => pages.read(url, pageOptions),
    object: (url, signal) => pages.object(url, signal),
    count: (url) => pages.count(url),
  };
  return readFrom(stream, ports, options);
}

type AnsweringPorts = Pick<ExtractionPorts, 'pages' | 'object' | 'count'>;

/** As `read`, from whatever answers. */
export async function readFrom(
  stream: Stream,
  answering: AnsweringPorts,
  options: ReadOptions = {},
): Promise<Outcome> {
  const log: string[] = [];
  const {events, skipped} = extractStream(
    stream,
    {
      incremental: !options.fullRefresh,
      state: options.state && (JSON.parse(JSON.stringify(options.state)) as Row),
      generationId: options.generationId,
      destinationSyncMode: options.destinationSyncMode ?? 'append',
    },
    {
      settings: {
        tenantId: options.tenantId ?? 'tenant-1',
        domains: options.domains ?? ['*'],
        baseUrl: options.baseUrl ?? BASE,
        reportsApi: reportsApiOf(new URL(options.baseUrl ?? BASE).origin, {isGlobal: true}),
        reportPeriod: options.reportPeriod ?? 'D30',
        backfillDays: options.backfillDays ?? 7,
        laneThreshold: options.laneThreshold ?? {users: Infinity, firstPageMs: 0},
        names: NAMES,
        pseudonyms: options.pseudonyms,
      },
      ports: {
        ...answering,
        report: options.report ?? (() => Promise.reject(new Error('the stream is no report'))),
        log: (level, message) => void log.push(`${level} ${message.toString()}`),
        roles: () => options.roles,
        now: options.now ?? ((): number => START),
        sleep: options.sleep ?? ((): Promise<void> => Promise.resolve()),
        serverTime: options.serverTime ?? ((localTime): number => localTime),
      },
    },
  );
  const outcome: Outcome = {order: [], rows: [], states: [], log, skipped};
  try {
    for await (const event of events) {
      take(outcome, event);
      if (outcome.order.length >= (options.stopAfter ?? Infinity)) break;
    }
  } catch (error) {
    outcome.error = error as Error;
  }
  return outcome;
}

function take(outcome: Outcome, event: SyncEvent): void {
  if ('state' in event) {
    outcome.states.push(event.state);
    outcome.order.push('state');
    return;
  }
  outcome.rows.push(...event.rows);
  outcome.order.push(...event.rows.map((row) => `row ${String(row['id'])}`));
}

/** Rows in short: the id, and what kind of row it is. */
export function inShort({rows}: Outcome): string[] {
  return rows.map((row) => `${row['_ab_cdc_deleted_at'] ? 'gone' : 'live'} ${String(row['id'])}`);
}

export function cursorOf({states}: Outcome): Row {
  return (states.at(-1)?.['cursor'] ?? {}) as Row;
}

/** A stream with these fields; what a test does not set is as simple as can be. */
export function streamOf(
  fields: string[],
  definition: Pick<StreamDefinition, 'cursor' | 'domainFilter'> & Partial<StreamDefinition>,
): Stream {
  return {
    definition: defineStream({
      name: 'things',
      docs: '',
      endpoint: '/things',
      select: 'none',
      pageSizes: [],
      permissions: [{name: 'Thing.Read.All', appRoleId: '', broader: []}],
      licence: 'any',
      clouds: 'all',
      rateLimitScope: 'directory',
      primaryKey: ['id'],
      freshness: '',
      joins: '',
      empty: 'possible',
      ...definition,
    }),
    schema: {properties: Object.fromEntries(fields.map((field) => [field, {}]))},
  };
}
