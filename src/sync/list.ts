import type {Page} from '../graph/pages';
import {graphFacts} from '../graph/graph-error';
import {listUrl} from '../graph/query';
import type {ReadContext} from './read-context';

type Pages = AsyncGenerator<Page, void, undefined>;

/**
 * Reads the stream's list under a filter. Where Graph refuses a page size, the next smaller one
 * is tried, and at last the service's own.
 */
export async function* listPages(context: ReadContext, filter: string | undefined): Pages {
  const {definition, select, baseUrl, log} = context;
  const sizes = [...definition.pageSizes, undefined];
  for (const [index, top] of sizes.entries()) {
    const url = listUrl(baseUrl, definition.endpoint, {select, filter, top});
    let answered = false;
    try {
      for await (const page of pagesFrom(context, url, filter)) {
        answered = true;
        yield page;
      }
      return;
    } catch (error) {
      const isLast = index === sizes.length - 1;
      if (answered || isLast || graphFacts(error)?.status !== 400) throw error;
      log('DEBUG', `${top} rows a page were refused; trying a smaller page`);
    }
  }
}

/** Reads on from a link of the list that has this filter. */
export async function* pagesFrom(
  context: ReadContext,
  link: string,
  filter: string | undefined,
): Pages {
  yield* context.pages(link, {advanced: filter !== undefined});
}
