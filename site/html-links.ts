/** Links between the pages that were built. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join, posix} from 'node:path';

const LINK = /<a\b[^>]*?\shref="([^"]*)"/g;
const ID = /\sid="([^"]*)"/g;

/**
 * Each link to a file that was not built, or to an id that is not in it, with its page.
 * @param base path under which the site is served, with a slash at both ends
 */
export function brokenLinks(folder: string, base: string): string[] {
  const pages = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(
    (file) => file.endsWith('.html') && file !== '404.html',
  );
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  const ids = new Map([...texts].map(([page, text]) => [page, matches(text, ID)]));
  const isThere = (path: string, id: string | undefined): boolean =>
    existsSync(join(folder, path)) && (!id || ids.get(path)?.has(id) !== false);
  return [...texts].flatMap(([page, text]) =>
    [...matches(text, LINK)]
      .filter((href) => {
        const target = targetOf(href, page, base);
        return target !== undefined && !isThere(target.path, target.id);
      })
      .map((href) => `${page}: ${href}`),
  );
}

function matches(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, found]) => found!.replaceAll('&amp;', '&')));
}

/** Undefined for an address elsewhere. */
function targetOf(
  href: string,
  page: string,
  base: string,
): {path: string; id: string | undefined} | undefined {
  const from = new URL(posix.join(base, page), 'http://site.invalid');
  const {origin, pathname, hash} = new URL(href, from);
  if (origin !== from.origin) return undefined;
  const path = decodeURIComponent(posix.relative(base, pathname));
  return {
    path: pathname.endsWith('/') ? posix.join(path, 'index.html') : path,
    id: decodeURIComponent(hash.slice(1)),
  };
}
