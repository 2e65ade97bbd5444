/** Pages of HTML that come where an answer of an API was expected. */

const TITLE = /<title[^>]*>([^<]*)/i;
const HEADING = /<h[12][^>]*>([^<]*)/i;

/** How a page begins, also behind a declaration of XML and comments. */
const PAGE =
  /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype|html|head|body|title|meta|script|h[12])\b/i;

/** @param contentType the header as it came. */
export function isHtml(text: string, contentType: string | undefined): boolean {
  if (/\bx?html\b/i.test(contentType ?? '')) return true;
  return PAGE.test(text);
}

/** The title of a page, or its first heading; empty where it has neither. */
export function titleOf(page: string): string {
  const found = [TITLE, HEADING].map((pattern) => oneLine(pattern.exec(page)?.[1] ?? ''));
  return found.find((text) => text !== '') ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
};

function oneLine(text: string): string {
  const decoded = text.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
  return decoded.replace(/\s+/g, ' ').trim();
}
