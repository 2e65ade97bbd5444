import {TransientError} from '../errors';
import type {Page} from '../graph/pages';
import {isExpiredLink} from './expired-link';
import {emptyListError, inDomains, serverFilters} from './domain-filter';
import type {Row} from './define-stream';
import {listPages, pagesFrom} from './list';
import type {ReadContext, SyncEvents} from './read-context';
import {expandRows, stampRows} from './rows';
import type {ShapedRow} from './rows';
import {SeenIds} from './seen-ids';

/** A state for about every 10,000 users. */
const PAGES_A_CHECKPOINT = 10;

/** A place between two pages of a list, as state keeps it. */
export interface Place {
  /** Which of the server's filters; there are several where the domains are many. */
  filter: number;
  /** Null where the filter has not begun. */
  next_link: string | null;
  /** Whether a row came before this place. */
  anyone: boolean;
}

/** How a read of a whole list can be interrupted and gone on with. */
export interface FullList {
  from?: Place;
  /** Whether the destination can stand a row twice. */
  mayRepeat: boolean;
  save(place: Place): Row;
}

const BEGINNING: Place = {filter: 0, next_link: null, anyone: false};

/**
 * Reads all rows of the stream's list. An expired page link starts the list over once; rows that
 * were already written in this read are left out then.
 * @param list absent where nothing but the end of the list is worth a state.
 */
export async function* readFullList(context: ReadContext, list?: FullList): SyncEvents {
  const written = new SeenIds();
  try {
    yield* readOnce(context, written, list);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    if (list?.from && !list.mayRepeat) throw beginAnew(context, error);
    context.log('WARN', 'a page link expired on the way, so the list is read once more');
    written.freeze();
    yield* readAgain(context, written, list && {...list, from: BEGINNING});
  }
}

async function* readAgain(context: ReadContext, written: SeenIds, list?: FullList): SyncEvents {
  try {
    yield* readOnce(context, written, list);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    throw new TransientError(
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
        'The next sync starts the list anew.',
      {cause: error},
    );
  }
}

/** What the attempt before wrote is not known here, so that reading it again would double it. */
function beginAnew({definition: {name}}: ReadContext, cause: unknown): TransientError {
  return new TransientError(
    `${name}: the page link expired at which the last attempt of this refresh ended. The rest of ` +
      'the list cannot be told from what was delivered before, so the next sync reads it anew.',
    {cause: cause as Error},
  );
}

async function* readOnce(context: ReadContext, written: SeenIds, list?: FullList): SyncEvents {
  const filters = serverFilters(context);
  // A state can be handed in that names a filter which is not there.
  const from = list?.from && list.from.filter < filters.length ? list.from : BEGINNING;
  const place = {...from};
  let pages = 0;
  for (; place.filter < filters.length; place.filter += 1, place.next_link = null) {
    const filter = filters[place.filter];
    const {next_link: link} = place;
    const rest = link === null ? listPages(context, filter) : pagesFrom(context, link, filter);
    for await (const page of rest) {
      const stamp = context.stamps.next();
      const members = membersOf(context, page);
      const rows = members.filter(({id}) => !written.has(id));
      for (const {id} of rows) written.add(id);
      place.anyone ||= members.length > 0;
      // A generator that waits for the next page keeps its variables, and so this page's rows.
      for (const rowsOfPage of [page.rows, members]) rowsOfPage.length = 0;
      if (rows.length > 0) yield {rows: stampRows(rows, stamp), stamp};
      pages += 1;
      place.next_link = page.nextLink ?? null;
      const isDue = pages % PAGES_A_CHECKPOINT === 0 && place.next_link !== null;
      if (list && isDue) yield {state: list.save({...place})};
    }
  }
  if (!place.anyone && context.definition.empty === 'impossible') throw emptyListError(context);
}

function membersOf(context: ReadContext, {rows}: Page): ShapedRow[] {
  const shaped = expandRows(context.definition, rows).map(context.shape);
  return shaped.filter((row) => inDomains(context, row));
}
