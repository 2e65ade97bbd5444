import {TransientError} from '../errors';
import type {Page} from '../graph/pages';
import {isExpiredLink} from './expired-link';
import {emptyListError, inDomains, serverFilters} from './domain-filter';
import {listPages} from './list';
import type {ReadContext, SyncEvents} from './read-context';
import {expandRows, stampRows} from './rows';
import type {ShapedRow} from './rows';
import {SeenIds} from './seen-ids';

/**
 * Reads all rows of the stream's list. An expired page link starts the list over once; rows that
 * were already written in this read are left out then.
 */
export async function* readFullList(context: ReadContext): SyncEvents {
  const written = new SeenIds();
  try {
    yield* readOnce(context, written);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    context.log('WARN', 'a page link expired on the way, so the list is read once more');
    written.freeze();
    yield* readAgain(context, written);
  }
}

async function* readAgain(context: ReadContext, written: SeenIds): SyncEvents {
  try {
    yield* readOnce(context, written);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    throw new TransientError(
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
        'The next sync starts the list anew.',
      {cause: error},
    );
  }
}

async function* readOnce(context: ReadContext, written: SeenIds): SyncEvents {
  let listed = 0;
  for (const filter of serverFilters(context)) {
    for await (const page of listPages(context, filter)) {
      const stamp = context.stamps.next();
      const members = membersOf(context, page);
      const rows = members.filter(({id}) => !written.has(id));
      for (const {id} of rows) written.add(id);
      listed += members.length;
      // A generator that waits for the next page keeps its variables, and so this page's rows.
      for (const list of [page.rows, members]) list.length = 0;
      if (rows.length > 0) yield {rows: stampRows(rows, stamp), stamp};
    }
  }
  if (listed === 0 && context.definition.empty === 'impossible') throw emptyListError(context);
}

function membersOf(context: ReadContext, {rows}: Page): ShapedRow[] {
  const shaped = expandRows(context.definition, rows).map(context.shape);
  return shaped.filter((row) => inDomains(context, row));
}
