import {parse} from 'csv-parse/sync';
import {QuoteReader} from '../../../src/graph/reports/quotes';

interface Quotes {
  count: number;
  first: number | undefined;
  openAt: number | undefined;
}

/** What is found in a file that comes in pieces of so many bytes. */
function quotesIn(text: string, size: number): Quotes {
  const bytes = Buffer.from(text);
  const reader = new QuoteReader();
  for (let at = 0; at < bytes.length; at += size) reader.add(bytes.subarray(at, at + size));
  return {count: reader.bareQuotes, first: reader.firstBareAt, openAt: reader.openAt};
}

/** `!` marks the first bare quote, `?` the quote that stays open; neither is in the file. */
const FILES: [what: string, marked: string, count: number][] = [
  ['no quotes', 'a,b\r\n1,2\r\n', 0],
  ['nothing', '', 0],
  ['quoted fields', '"a","b"\r\n"1","2"\r\n', 0],
  ['an empty quoted field', 'a,b\r\n"",2\r\n', 0],
  ['doubled quotes', 'a,b\r\n1,"x ""y"" z"\r\n', 0],
  ['nothing but doubled quotes', 'a,b\r\n1,""""\r\n', 0],
  ['a comma and a line break in quotes', 'a,b\r\n1,"x,\r\ny"\r\n', 0],
  ['a quote at the end of the file', 'a,b\r\n1,"2"', 0],
  ['a bare quote within a text', 'a,b\r\n1,x!"y\r\n', 1],
  ['a bare quote at the end of a text', 'a,b\r\n1,x!"\r\n3,4\r\n', 1],
  ['two bare quotes', 'a,b\r\n1,x!"y"z\r\n', 2],
  ['text behind a closing quote', 'a,b\r\n1,"x!"y\r\n3,"4"\r\n', 1],
  ['a blank behind a closing quote', 'a,b\r\n"1!" ,2\r\n', 1],
  ['a bare quote behind quoted fields', '"a","b"\r\n"1",x!"\r\n', 1],
  ['a bare quote in the header', 'a,b!"c\r\n1,2\r\n', 1],
  ['a quote that stays open', 'a,b\r\n1,?"2\r\n3,4\r\n', 0],
  ['doubled quotes in a field that stays open', 'a,b\r\n1,?"2""\r\n', 0],
  ['letters of several bytes before it', 'a,é\r\n1,ö!"y\r\n', 1],
];

test.each(FILES)('in a file with %s', (_what, marked, count) => {
  const text = marked.replace(/[!?]/, '');
  const at = (mark: string): number | undefined => {
    const index = marked.indexOf(mark);
    return index < 0 ? undefined : Buffer.byteLength(marked.slice(0, index));
  };
  for (const size of [1, 2, 3, 7, 1_000]) {
    expect(quotesIn(text, size)).toEqual({count, first: at('!'), openAt: at('?')});
  }
});

test.each(FILES)('the parser agrees about %s', (_what, marked, count) => {
  const text = marked.replace(/[!?]/, '');
  const strict = (): unknown => parse(text, {relax_column_count: true});
  const relaxed = (): unknown => parse(text, {relax_column_count: true, relax_quotes: true});
  const isOpen = marked.includes('?');
  if (count > 0 || isOpen) expect(strict).toThrow();
  else expect(strict).not.toThrow();
  if (isOpen) expect(relaxed).toThrow();
  else expect(relaxed).not.toThrow();
});
