import {createHash} from 'node:crypto';
import {SystemError, TransientError} from '../errors';
import {foreignName, message} from '../message-text';
import type {GraphClient} from './client';
import {pathOf} from './request';
import type {GraphRequest} from './request';
import type {RequestOrigin} from './resolution';

/** One page of a collection. Links are opaque and followed whole. */
export interface Page {
  rows: unknown[];
  nextLink?: string;
  /** Only at the end of a round of `delta`. */
  deltaLink?: string;
}

/**
 * Reads a collection page by page, from the first link to the last. While the caller works on a
 * page, the next one is already asked for.
 * https://learn.microsoft.com/graph/paging
 * @throws SystemError for a link that comes a second time, TransientError for a list that goes on
 * without rows.
 */
export async function* readPages(
  client: GraphClient,
  first: GraphRequest,
): AsyncGenerator<Page, void, undefined> {
  const abandon = new AbortController();
  const signal = AbortSignal.any([first.context.signal, abandon.signal]);
  const request = {...first, context: {...first.context, signal}};
  const followed = new LoopGuard();
  let emptyPages = 0;
  const ask = async (url: string, origin: RequestOrigin): Promise<Page> => {
    followed.add(url);
    return readPage(client, {...request, url, origin});
  };
  let coming: Promise<Page> | undefined = ask(first.url, first.origin);
  try {
    while (coming) {
      const page: Page = await coming;
      emptyPages = page.rows.length > 0 ? 0 : emptyPages + 1;
      if (emptyPages > MAX_EMPTY_PAGES) throw endlessError(first.url);
      first.context.metrics.pages += 1;
      coming = page.nextLink === undefined ? undefined : ask(page.nextLink, 'page_link');
      // Whoever asks for the page sees the error; until then it is not unhandled.
      coming?.catch(() => undefined);
      yield page;
    }
  } finally {
    abandon.abort();
  }
}

/** Filtered pages of a million users, each of the smallest size, may all be empty. */
const MAX_EMPTY_PAGES = 10_000;

function endlessError(url: string): TransientError {
  return new TransientError(
    message`Microsoft Graph answered ${foreignName(pathOf(url))} with ${MAX_EMPTY_PAGES} empty pages in a row, each with a link to another page. The next sync tries again.`,
  );
}

async function readPage(client: GraphClient, request: GraphRequest): Promise<Page> {
  const {value: rows, ...links} = (await client.getJson(request)) as {value: unknown[]};
  const page: Page = {
    rows,
    ...link(links, '@odata.nextLink', 'nextLink'),
    ...link(links, '@odata.deltaLink', 'deltaLink'),
  };
  // Once it is in a state, every later sync would fail with it.
  if (page.deltaLink !== undefined) client.assertOwnHost(page.deltaLink);
  return page;
}

/** A link that cannot be followed is not taken for the end of the list. */
function link(links: Record<string, unknown>, name: string, as: keyof Page): Partial<Page> {
  const url = links[name] ?? '';
  if (url === '') return {};
  // A state with a NUL character could not be saved.
  if (typeof url === 'string' && URL.canParse(url) && !url.includes('\0')) return {[as]: url};
  throw new SystemError(
    `Microsoft Graph sent a page whose ${name} is not a link, so the list may be incomplete. ` +
      'The next sync reads it again.',
  );
}

/** Remembers links by their hash: a link is long, and a large tenant has thousands. */
class LoopGuard {
  private readonly seen = new Set<string>();

  add(url: string): void {
    // Quotes of a filter come back encoded.
    const href = URL.canParse(url) ? new URL(url).href : url;
    const hash = createHash('sha256').update(href).digest('base64url').slice(0, 22);
    if (this.seen.has(hash)) {
      throw new SystemError(
        message`Microsoft Graph repeats a page link of ${foreignName(pathOf(url))}, so the list would never end. The next sync starts it again.`,
      );
    }
    this.seen.add(hash);
  }
}
