import type {Page} from '../graph/pages';
import {graphFacts} from '../graph/graph-error';
import {listUrl} from '../graph/query';
import type {ReadContext} from './read-context';

/**
 * Reads the stream's list under a filter. Where Graph refuses a page size, the next smaller one
 * is tried, and at last the service's own.
 */
export async function* listPages(
  context: ReadContext,
  filter: string | undefined,
): AsyncGenerator<Page, void, undefined> {
  const {definition, select, baseUrl, log} = context;
  const sizes = [...definition.pageSizes, undefined];
  for (const [index, top] of sizes.entries()) {
    const url = listUrl(baseUrl, definition.endpoint, {select, filter, top});
    let answered = false;
    try {
      for await (const page of context.pages(url, {advanced: filter !== undefined})) {
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
