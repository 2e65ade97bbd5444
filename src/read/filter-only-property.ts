/**
 * Properties that Microsoft Graph filters by and never returns, such as `hasMembersWithLicenseErrors`
 * of groups: whoever a list filtered by the property names has it, and nobody else.
 * https://learn.microsoft.com/graph/api/resources/group
 */
import {SystemError} from '../errors';
import type {Page} from '../graph/pages';
import {isRow} from '../streams/row';
import {FILTER_FAILURES_MS, whyUnfiltered} from './filter-fallback';
import {listPages} from './list-pages';
import {idOf} from './list-pass';
import {ListProgress} from './list-progress';
import type {StreamContext} from './stream-context';

/** The context, whose rows have the property: null where Graph does not tell. */
export async function withFilterOnlyProperty(context: StreamContext): Promise<StreamContext> {
  const {filterOnlyProperty: property} = context.definition;
  if (property === undefined) return context;
  const ids = await idsWhereTrue(context, property);
  return {
    ...context,
    pages: (url, options) => withProperty(context.pages(url, options), property, ids),
  };
}

/**
 * The documented form of the filter is that of an advanced query, which the service has been seen to
 * refuse for this kind of property, and then to take as a plain one.
 * @returns undefined where Graph takes it in neither form.
 */
async function idsWhereTrue(
  context: StreamContext,
  property: string,
): Promise<ReadonlySet<string> | undefined> {
  let reason: string | undefined;
  for (const isPlain of [false, true]) {
    try {
      return await readIds(context, `${property} eq true`, isPlain);
    } catch (error) {
      reason = whyUnfiltered(error, `what has ${property}`);
      if (!reason) throw error;
    }
  }
  context.log('WARN', `Microsoft Graph ${reason}, so ${property} is not known and null`);
  return undefined;
}

async function readIds(
  context: StreamContext,
  filter: string,
  isPlain: boolean,
): Promise<ReadonlySet<string>> {
  const {name} = context.definition;
  const ids = new Set<string>();
  const progress = new ListProgress(name);
  const options = {isPlain, failuresMs: FILTER_FAILURES_MS};
  for await (const {rows, nextLink} of listPages({...context, select: ['id']}, filter, options)) {
    const known = ids.size;
    for (const row of rows) ids.add(idOf(row) ?? failWithoutId(name));
    const fresh = ids.size - known;
    progress.page({rows: rows.length, fresh, hasNext: nextLink !== undefined});
  }
  return ids;
}

function failWithoutId(stream: string): never {
  throw new SystemError(
    `${stream}: Microsoft Graph sent a row that has no id. The stream ends here, so that nothing is ` +
      'left out unnoticed.',
  );
}

async function* withProperty(
  pages: AsyncIterable<Page>,
  property: string,
  ids: ReadonlySet<string> | undefined,
): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    for (const row of page.rows) {
      if (isRow(row)) row[property] = ids ? ids.has(idOf(row) ?? '') : null;
    }
    yield page;
  }
}
