/** HTML of the page: text is escaped wherever it is put in, so no section has to think of it. */
import {escapeHtml} from './list/escape-html';

/** Markup of ours, which is put in as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

export type HtmlContent =
  Html | string | number | null | undefined | false | readonly HtmlContent[];

/** A template of markup; every value is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlContent[]): Html {
  const markup = parts.map(
    (part, index) => withoutIndent(part) + (index < values.length ? render(values[index]) : ''),
  );
  return new Html(markup.join(''));
}

/** The indent is for readers of the code. */
function withoutIndent(part: string): string {
  return part.replace(/\n\s+/g, '\n');
}

/** Nothing of null, undefined and false. */
function render(content: HtmlContent): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(`${content}`);
  return content.map(render).join('');
}

/** The same with something between each two. */
export function joinHtml(contents: readonly HtmlContent[], separator: string): Html {
  return new Html(contents.map(render).join(escapeHtml(separator)));
}
