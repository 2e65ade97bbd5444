/** The page of the report as text. */
import {renderPage} from '../../report/page/render-page';
import type {PageOptions, ReportData} from '../../report/report-data';

/** Made with the usual options. */
export function renderReport(data: ReportData, options: Partial<PageOptions> = {}): string {
  return renderPage(data, {locale: 'en-GB', showNames: true, maxRows: 2_000, ...options});
}

/** The text of a section, without markup. */
export function sectionText(page: string, id: string): string {
  const [, body = ''] = new RegExp(`<section id="${id}"(.*?)</section>`, 's').exec(page) ?? [];
  return textOf(body.slice(body.indexOf('>') + 1));
}

/** Without markup. */
export function textOf(markup: string): string {
  return markup
    .replace(/<(script|style|title|option)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

export function sectionIds(page: string): string[] {
  return [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id!);
}
