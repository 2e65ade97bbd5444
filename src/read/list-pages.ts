/** The pages of a list from its beginning, in the largest size in which Graph sends them whole. */
import {TransientError, errorFields} from '../errors';
import type {Page} from '../graph/pages';
import {listUrl} from '../graph/query';
import {expandOf} from '../streams/request-url';
import type {PagesOptions, StreamContext} from './stream-context';

type Pages = AsyncGenerator<Page, void, undefined>;

/** Whether a page has what its request asked for. No smaller page follows the last size. */
export type IsSound = (page: Page, isLastSize: boolean) => boolean;

export interface ListOptions {
  /** Every page is sound unless told. */
  isSound?: IsSound | undefined;
  /** Called before the list begins anew with smaller pages, of which some were read already. */
  onRestart?: () => void;
  /** How long failures are retried, where that is less than usual. */
  failuresMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** As of `PagesOptions`. */
  parsing?: PagesOptions['parsing'];
  /** Sends the filter as no advanced query. */
  isPlain?: boolean;
}

/**
 * Reads the stream's list under a filter. Where Graph refuses a page size, or sends a page of it
 * that is not sound, the next smaller one is tried, and at last the service's own.
 * @throws TransientError with the condition `response_contradicted` where no size is sound.
 */
export async function* listPages(
  context: StreamContext,
  filter: string | undefined,
  options: ListOptions = {},
): Pages {
  const {definition, log} = context;
  const sizes = [...definition.pageSizes, undefined];
  for (const [index, top] of sizes.entries()) {
    const isLastSize = index === sizes.length - 1;
    let pages = 0;
    try {
      for await (const page of pagesOfSize(context, {filter, top}, {...options, isLastSize})) {
        pages += 1;
        yield page;
      }
      return;
    } catch (error) {
      const {condition} = errorFields(error);
      const isContradicted = condition === 'response_contradicted';
      const isRefused = pages === 0 && condition === 'query_refused';
      if (isLastSize || !(isContradicted || isRefused)) throw error;
      if (pages > 0) options.onRestart?.();
      if (isContradicted)
        log('INFO', `${top} rows a page came without their sign-in dates; ${SMALLER}`);
      else log('DEBUG', `${top} rows a page were refused; ${SMALLER}`);
    }
  }
}

const SMALLER = 'trying a smaller page';

async function* pagesOfSize(
  context: StreamContext,
  {filter, top}: {filter: string | undefined; top: number | undefined},
  {isSound, isLastSize, isPlain = false, ...asked}: ListOptions & {isLastSize: boolean},
): Pages {
  const {definition, select, baseUrl, rowCopier} = context;
  const query = {select, expand: expandOf(definition), filter, isPlain, top};
  const url = listUrl(baseUrl, definition.endpoint, query);
  const advanced = filter !== undefined && !isPlain;
  const {failuresMs, signal, parsing} = asked;
  const asking = {advanced, failuresMs, signal, parsing, rowCopier};
  const first = {...asking, origin: 'first_request'} as const;
  for await (const page of context.pages(url, first)) {
    if (isSound?.(page, isLastSize) === false) throw contradicted(definition.name);
    yield page;
  }
}

function contradicted(stream: string): TransientError {
  return new TransientError(
    `${stream}: Microsoft Graph lists users by their sign-in dates but leaves these dates out, at ` +
      'every page size. None of these rows is delivered; the next sync tries again.',
    {fields: {condition: 'response_contradicted'}},
  );
}
