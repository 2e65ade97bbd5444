/** Reads a whole list, page by page. */
import {errorFields} from '../errors';
import type {TransientError} from '../errors';
import type {Page} from '../graph/pages';
import {listUrl} from '../graph/query';
import type {Row} from '../streams/stream';
import {emptyListError, serverFilters} from './domain-filter';
import {ListPass, ReadIds} from './list-pass';
import {expiredForGood, startOverOnce} from './start-over';
import {saveState} from './state';
import type {StreamContext, SyncEvents} from './stream-context';
import {setSyncedAtOfRows} from './transform';

export async function* readRepeatedFullScan(context: StreamContext): SyncEvents {
  yield* readFullScan(context);
  yield {state: saveState(context.scope, context.extractionClock.latest, {})};
}

/** A state for about every 10,000 users. */
const CHECKPOINT_INTERVAL_PAGES = 10;

/** A place between two pages of a list. */
export interface Checkpoint {
  /** Which of the server's filters; there are several where the domains are many. */
  filter: number;
  /** Null where the filter has not begun. */
  nextLink: string | null;
  /** Whether a row came before this place. */
  hasMatch: boolean;
}

/** How a read of a whole list can be interrupted and gone on with. */
export interface FullScan {
  from?: Checkpoint;
  save(checkpoint: Checkpoint): Row;
}

const START: Checkpoint = {filter: 0, nextLink: null, hasMatch: false};

/**
 * Reads all rows of the stream's list. An expired page link starts the list over once; rows that
 * were already written in this read are left out then.
 * @param list absent where nothing but the end of the list is worth a state.
 * @param ids of rows that this read has written before.
 */
export async function* readFullScan(
  context: StreamContext,
  list?: FullScan,
  ids = new ReadIds(),
): SyncEvents {
  yield* startOverOnce({
    read: () => readOnce(context, ids, list),
    beforeSecond: (error) => {
      if (list?.from && !context.deduplicates) throw checkpointLost(context, error);
      context.log('WARN', 'a page link expired on the way, so the list is read once more');
    },
    second: () => readOnce(context, ids, list && {...list, from: START}),
    expiredTwice:
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
      'The next sync starts the list anew.',
  });
}

/** What the attempt before wrote is not known here, so that reading it again would double it. */
function checkpointLost({definition: {name}}: StreamContext, cause: unknown): TransientError {
  return expiredForGood(
    `${name}: the page link expired at which the last attempt of this refresh ended. The rest of ` +
      'the list cannot be told from what was delivered before, so the next sync reads it anew.',
    cause,
  );
}

async function* readOnce(context: StreamContext, ids: ReadIds, list?: FullScan): SyncEvents {
  const filters = serverFilters(context);
  // A state can be handed in that names a filter which is not there.
  const from = list?.from && list.from.filter < filters.length ? list.from : START;
  const checkpoint = {...from};
  // Rows of an earlier pass are not written again, not even where the destination deduplicates.
  const pass = new ListPass(context, ids, {repeats: ids.isEmpty && context.deduplicates});
  let pages = 0;
  for (; checkpoint.filter < filters.length; checkpoint.filter += 1, checkpoint.nextLink = null) {
    for await (const page of pagesFrom(context, checkpoint, filters[checkpoint.filter])) {
      const extractedAt = context.extractionClock.next();
      const rows = pass.take(page);
      checkpoint.hasMatch ||= ids.hasWritten;
      if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
      pages += 1;
      checkpoint.nextLink = page.nextLink ?? null;
      const isDue = pages % CHECKPOINT_INTERVAL_PAGES === 0 && checkpoint.nextLink !== null;
      // A link within a list that repeats itself leads nowhere.
      if (list && isDue && !pass.repeatsItself) yield {state: list.save({...checkpoint})};
    }
  }
  if (!checkpoint.hasMatch && context.definition.empty === 'impossible')
    throw emptyListError(context);
}

function pagesFrom(
  context: StreamContext,
  {nextLink}: Checkpoint,
  filter: string | undefined,
): AsyncIterable<Page> {
  if (nextLink === null) return listPages(context, filter);
  return context.pages(nextLink, {origin: 'saved_link', advanced: filter !== undefined});
}

type Pages = AsyncGenerator<Page, void, undefined>;

/**
 * Reads the stream's list under a filter. Where Graph refuses a page size, the next smaller one
 * is tried, and at last the service's own.
 */
export async function* listPages(context: StreamContext, filter: string | undefined): Pages {
  const {definition, select, baseUrl, log} = context;
  const first = {origin: 'first_request', advanced: filter !== undefined} as const;
  const sizes = [...definition.pageSizes, undefined];
  for (const [index, top] of sizes.entries()) {
    const url = listUrl(baseUrl, definition.endpoint, {select, filter, top});
    let answered = false;
    try {
      for await (const page of context.pages(url, first)) {
        answered = true;
        yield page;
      }
      return;
    } catch (error) {
      const isLast = index === sizes.length - 1;
      if (answered || isLast || errorFields(error).condition !== 'query_refused') throw error;
      log('DEBUG', `${top} rows a page were refused; trying a smaller page`);
    }
  }
}
