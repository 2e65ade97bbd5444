/** Numbers, money, days and sizes have the form of the locale; text stays text in markup. */
import {html} from '../../../report/page/html';
import {escapeHtml} from '../../../report/page/list/escape-html';
import {createFormat} from '../../../report/page/list/format';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  ['en-GB', '12,345.7', '€1,234.50', '€1,235', '24 Feb 2026', '24 Feb', 'February 2026'],
  ['en-US', '12,345.7', '€1,234.50', '€1,235', 'Feb 24, 2026', 'Feb 24', 'February 2026'],
  ['de-DE', '12.345,7', '1.234,50 €', '1.235 €', '24.02.2026', '24. Feb.', 'Februar 2026'],
  ['fr-FR', '12 345,7', '1 234,50 €', '1 235 €', '24 févr. 2026', '24 févr.', 'février 2026'],
])('%s has its own form', (locale, ...texts) => {
  const format = createFormat(locale, 'EUR');
  expect([
    plain(format.number(12_345.67)),
    plain(format.money(1_234.5)),
    plain(format.roundMoney(1_234.5)),
    format.date('2026-02-24'),
    format.shortDate('2026-02-24'),
    format.month('2026-02-01'),
  ]).toEqual(texts);
});

test('a price list without a currency, or with one that is no code, has plain amounts', () => {
  expect(createFormat('en-GB', null).money(12)).toBe('12.00');
  expect(createFormat('en-GB', 'credits').money(12)).toBe('12.00 credits');
});

test.each([
  [0, '0%'],
  [0.004, '< 1%'],
  [0.5, '50%'],
  [0.999, '> 99%'],
  [1, '100%'],
])('the share %d is %s: neither a false zero nor a false whole', (share, text) => {
  expect(createFormat('en-GB', null).percent(share)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [1_023, '1,023 bytes'],
  [1_536, '1.5 KB'],
  [50 * 1024 ** 3, '50 GB'],
  [1024 ** 5, '1 PB'],
])('%d bytes are %s', (bytes, text) => {
  expect(createFormat('en-GB', null).bytes(bytes)).toBe(text);
});

test('every character that begins, ends or joins markup is escaped', () => {
  expect(escapeHtml(`<a href="x" id='y'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  );
});

test('what no HTML can hold is left out or replaced', () => {
  expect(escapeHtml('a\0b')).toBe('ab');
  expect(escapeHtml('half \ud83d, whole 😀')).toBe('half \ufffd, whole 😀');
});

test('values of a template are escaped, also in lists; markup and nothing are put in as they are', () => {
  const inner = html`<b>${'<'}</b>`;
  expect(html`<p title="${'"'}">${[inner, '&', 7]}${null}${undefined}${false}</p>`.markup).toBe(
    '<p title="&quot;"><b>&lt;</b>&amp;7</p>',
  );
});
