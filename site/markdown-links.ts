/** Links between Markdown files as the site needs them. */
import {posix} from 'node:path';
import {routeOf} from './navigation';

export interface LinkContext {
  /** `https://github.com/OWNER/NAME`. */
  repository: string;
  /** Whether the repository has this file or folder, by its path in it. */
  kindOf: (path: string) => 'file' | 'folder' | undefined;
}

export interface RewrittenPage {
  text: string;
  /** Files of the repository that are no pages, but pictures or examples that the page shows. */
  assets: string[];
  /** Targets that lead to nothing. */
  broken: string[];
}

const FENCED_OR_INLINE_CODE = /(^ {0,3}(`{3,}|~{3,}).*\n[\s\S]*?^ {0,3}\2.*$|`+[^`\n]+`+)/m;
const LINK = /\]\(([^)\s]+)\)/g;
const ELSEWHERE = /^[a-z][a-z+.-]*:/i;
const ASSET = /^docs\/examples\//;

/**
 * The page with every link to a page of the site relative to its route, and every other link into the repository
 * as an address.
 * @param source path of the page in the repository
 */
export function rewriteLinks(text: string, source: string, context: LinkContext): RewrittenPage {
  const assets: string[] = [];
  const broken: string[] = [];
  const rewrite = (target: string): string => {
    const path = pathOf(target, source);
    if (path === undefined) return target;
    if (!context.kindOf(path)) broken.push(target);
    if (ASSET.test(path)) assets.push(path);
    return addressOf(target, path, {source, ...context});
  };
  const parts = text.split(FENCED_OR_INLINE_CODE);
  // Of three parts the first is prose, the second code, the third the fence of that code.
  const rewritten = parts.map((part, index) => {
    if (index % 3 === 2) return '';
    if (index % 3 === 1) return part;
    return part.replace(LINK, (_, target: string) => `](${rewrite(target)})`);
  });
  return {text: rewritten.join(''), assets, broken};
}

/** In the repository; undefined for an address, and for an anchor of the page itself. */
function pathOf(target: string, source: string): string | undefined {
  if (ELSEWHERE.test(target) || target.startsWith('#')) return undefined;
  const [file = ''] = target.split('#');
  return posix.join(posix.dirname(source), file).replace(/\/$/, '');
}

function addressOf(
  target: string,
  path: string,
  {source, repository, kindOf}: LinkContext & {source: string},
): string {
  const anchor = /#.*$/.exec(target)?.[0] ?? '';
  if (ASSET.test(path)) return `/${assetRoute(path)}`;
  const isFolder = kindOf(path) === 'folder';
  const route = routeOf(isFolder ? posix.join(path, 'README.md') : path);
  if (route === undefined)
    return `${repository}/${isFolder ? 'tree' : 'blob'}/main/${path}${anchor}`;
  const folder = posix.dirname(routeOf(source) ?? source);
  return `./${posix.relative(folder, route)}${anchor}`;
}

/** Where a file that is no page is served, without a slash in front. */
export function assetRoute(path: string): string {
  return path.replace(/^docs\//, '');
}
