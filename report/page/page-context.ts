/** What every section is made from. */
import type {MartName} from '../marts';
import type {PageOptions, ReportData, ReportNote, UnreadStream} from '../report-data';
import {createFormat} from './list/format';
import type {Format} from './list/format';
import {tableOrder, tableWords} from './page-words';

export interface PageContext {
  data: ReportData;
  options: PageOptions;
  format: Format;
  /** Whether there are sums of money; prices in two currencies have none. */
  hasMoney: boolean;
}

export function createContext(data: ReportData, options: PageOptions): PageContext {
  const {hasPrices, currency} = data.settings;
  const hasMoney = hasPrices && currenciesOf(data).length < 2;
  return {
    data,
    options,
    hasMoney,
    format: createFormat(options.locale, hasMoney ? currency : null),
  };
}

/** Currencies of the price list, as far as products have a price. */
export function currenciesOf({marts}: ReportData): string[] {
  const currencies = marts.m365__seat_inventory.map(({currency}) => currency);
  return [...new Set(currencies.filter((currency) => currency !== null))].sort();
}

/** Streams without which a mart is not whole. */
export function unreadOf({data}: PageContext, mart: MartName): readonly UnreadStream[] {
  return data.unread.filter(({marts}) => marts.includes(mart));
}

/** What a mart misses, in words; what weighs most comes first. */
export function missingWords(context: PageContext, mart: MartName): string[] {
  const streams = unreadOf(context, mart).map(({stream}) => stream);
  return streams.sort(tableOrder).map(tableWords);
}

export function noteOf<Kind extends ReportNote['kind']>(
  {data}: PageContext,
  kind: Kind,
): Extract<ReportNote, {kind: Kind}> | undefined {
  return data.notes.find((note): note is Extract<ReportNote, {kind: Kind}> => note.kind === kind);
}
