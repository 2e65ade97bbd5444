/** Reads a whole list, page by page. */
import {errorFields} from '../errors';
import type {TransientError} from '../errors';
import type {Page} from '../graph/pages';
import {listUrl} from '../graph/query';
import type {Row} from '../streams/stream';
import {emptyListError, inDomains, serverFilters} from './domain-filter';
import {IdSet} from './id-set';
import {expiredForGood, startOverOnce} from './start-over';
import {saveState} from './state';
import type {StreamContext, SyncEvents} from './stream-context';
import {expandRows, setSyncedAtOfRows} from './transform';
import type {TransformedRow} from './transform';

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
  /** Whether the destination can stand a row twice. */
  mayRepeat: boolean;
  save(checkpoint: Checkpoint): Row;
}

const START: Checkpoint = {filter: 0, nextLink: null, hasMatch: false};

/**
 * Reads all rows of the stream's list. An expired page link starts the list over once; rows that
 * were already written in this read are left out then.
 * @param list absent where nothing but the end of the list is worth a state.
 */
export async function* readFullScan(context: StreamContext, list?: FullScan): SyncEvents {
  const written = new IdSet();
  yield* startOverOnce({
    read: () => readOnce(context, {remember: written}, list),
    beforeSecond: (error) => {
      if (list?.from && !list.mayRepeat) throw checkpointLost(context, error);
      context.log('WARN', 'a page link expired on the way, so the list is read once more');
    },
    second: () => readOnce(context, {skip: written}, list && {...list, from: START}),
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

/** What a pass through the list does with the ids of its rows. */
interface Pass {
  remember?: IdSet;
  /** Rows of these ids are left out. */
  skip?: IdSet;
}

async function* readOnce(
  context: StreamContext,
  {remember, skip}: Pass,
  list?: FullScan,
): SyncEvents {
  const filters = serverFilters(context);
  // A state can be handed in that names a filter which is not there.
  const from = list?.from && list.from.filter < filters.length ? list.from : START;
  const checkpoint = {...from};
  let pages = 0;
  for (; checkpoint.filter < filters.length; checkpoint.filter += 1, checkpoint.nextLink = null) {
    const filter = filters[checkpoint.filter];
    const {nextLink: link} = checkpoint;
    const saved = {origin: 'saved_link', advanced: filter !== undefined} as const;
    const rest = link === null ? listPages(context, filter) : context.pages(link, saved);
    for await (const page of rest) {
      const extractedAt = context.extractionClock.next();
      const members = membersOf(context, page);
      const rows = members.filter(({id}) => skip?.has(id) !== true);
      for (const {id} of rows) remember?.add(id);
      checkpoint.hasMatch ||= members.length > 0;
      // A generator that waits for the next page keeps its variables, and so this page's rows.
      for (const rowsOfPage of [page.rows, members]) rowsOfPage.length = 0;
      if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
      pages += 1;
      checkpoint.nextLink = page.nextLink ?? null;
      const isDue = pages % CHECKPOINT_INTERVAL_PAGES === 0 && checkpoint.nextLink !== null;
      if (list && isDue) yield {state: list.save({...checkpoint})};
    }
  }
  if (!checkpoint.hasMatch && context.definition.empty === 'impossible')
    throw emptyListError(context);
}

function membersOf(context: StreamContext, {rows}: Page): TransformedRow[] {
  const transformed = expandRows(context.definition, rows).map(context.transform);
  return transformed.filter((row) => inDomains(context, row));
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
