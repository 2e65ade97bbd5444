/** Every wasted seat, with what makes the list searchable. */
import {emptyNote, pageSection} from '../components';
import {html, Html} from '../html';
import type {HtmlContent} from '../html';
import {seatCsvParts} from '../../wasted-seats-csv';
import {CONFIDENCE_WORDS, REASON_WORDS} from '../../words';
import {escapeHtml} from '../list/escape-html';
import {encodeColumns} from '../list/list-data';
import type {ListData} from '../list/browser-script';
import {inListOrder} from '../list/seat-order';
import {seatHeadings, seatRow} from '../list/seat-row';
import type {SeatWords, WastedSeat} from '../list/seat-row';
import type {PageContext} from '../page-context';
import {ASSIGNED_THROUGH, CONFIDENCES, REASONS, SOURCES} from '../page-words';

/** Rows that a screen shows before it is asked for more. */
const FIRST_ROWS = 50;

export function seatListSection(context: PageContext): Html {
  const seats = inListOrder(context.data.marts.m365__wasted_seats);
  return pageSection({
    id: 'list',
    title: 'Wasted seats',
    lead: 'Each with one reason, a confidence and the evidence.',
    body: seats.length === 0 ? emptyNote('No seat is known to be wasted.') : list(context, seats),
  });
}

function list(context: PageContext, seats: readonly WastedSeat[]): Html {
  const words = seatWords(context);
  const {number} = context.format;
  const {maxRows} = context.options;
  const tools = {words, format: context.format, escapeHtml};
  const rows = seats.slice(0, maxRows).map((seat) => seatRow(seat, tools));
  const more = seats.length - rows.length;
  return html`${more > 0 && html`<p class="note" id="list-limit">The page shows ${number(maxRows)} of ${number(seats.length)} rows at a time; the other ${number(more)} are in the CSV, which has all of them.</p>`}
    ${controls(context, seats)}
    <p class="note" id="list-count" role="status">${number(seats.length)} rows.</p>
    <noscript
      ><p class="note">
        Search, filters and the CSV button need JavaScript, which is off. The same CSV comes with
        <code>--csv</code>.
      </p></noscript
    >
    <div class="scroll" role="region" aria-label="List of wasted seats" tabindex="0">
      <table id="list-table" class="list">
        <caption>
          Wasted seats
        </caption>
        <thead>
          <tr>
            ${seatHeadings(words.hasMoney).map(heading)}
          </tr>
        </thead>
        <tbody>
          ${new Html(rows.join('\n'))}
        </tbody>
      </table>
    </div>
    <p><button type="button" id="list-more" hidden>Show all rows</button></p>
    ${dataBlock(context, words, seats)}`;
}

/** The script shows the button, which sorts; a browser prints a heading on every sheet only when no button is in it. */
function heading(text: string, column: number): Html {
  const kind = column === 7 ? 'number' : '';
  return html`<th scope="col" class="${kind}" aria-sort="none">
    <span>${text}</span><button type="button" hidden>${text}</button>
  </th>`;
}

function controls({hasMoney}: PageContext, seats: readonly WastedSeat[]): Html {
  const values = (of: (seat: WastedSeat) => string | null): [string, string][] => {
    const known = [...new Set(seats.map(of).filter((value) => value !== null))];
    return known.sort((a, b) => a.localeCompare(b, 'en')).map((value) => [value, value]);
  };
  return html`<div id="list-controls" class="controls" hidden>
    <label class="search"
      ><span>Search</span
      ><input
        id="list-search"
        type="search"
        autocomplete="off"
        placeholder="Name, address, department, product"
    /></label>
    ${select(
      'confidence',
      'How sure',
      CONFIDENCES.map((code) => [code, CONFIDENCE_WORDS[code]]),
    )}
    ${select(
      'reason',
      'Why',
      REASONS.map((code) => [code, REASON_WORDS[code]]),
    )}
    ${select(
      'product',
      'Product',
      values(({product}) => product),
    )}
    ${select('department', 'Department', [...values(({department}) => department), ['(none)', 'none']])}
    <label class="narrow">
      <span>Sort by</span>
      <select id="list-order">
        <option value="">Confidence, then value</option>
        ${seatHeadings(hasMoney).map((text, place) => html`<option value="${place}">${text}</option>`)}
      </select>
    </label>
    <div class="buttons">
      <button type="button" id="list-clear">Clear</button>
      <button type="button" id="save-selected" hidden>Download these rows</button>
      <button type="button" id="save-all" class="main">Download all as CSV</button>
    </div>
  </div>`;
}

function select(name: string, label: string, options: readonly [string, string][]): HtmlContent {
  return html`<label
    ><span>${label}</span
    ><select name="${name}">
      <option value="">all</option>
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select></label
  >`;
}

function seatWords({data, hasMoney}: PageContext): SeatWords {
  const products = data.marts.m365__seat_inventory.map(({sku_id, product}) => [sku_id, product]);
  return {
    reason: REASON_WORDS,
    confidence: CONFIDENCE_WORDS,
    sources: SOURCES,
    assignedThrough: ASSIGNED_THROUGH,
    products: Object.fromEntries(products) as Record<string, string>,
    hasMoney,
  };
}

/** JSON in a script element that nothing runs: without `<` no text in it can end the element. */
function dataBlock(
  {data, options, hasMoney}: PageContext,
  words: SeatWords,
  seats: readonly WastedSeat[],
): Html {
  const listData: ListData = {
    columns: encodeColumns(seatCsvParts(options.showNames).columns, seats),
    words,
    locale: options.locale,
    currency: hasMoney ? data.settings.currency : null,
    maxRows: options.maxRows,
    firstRows: Math.min(FIRST_ROWS, options.maxRows),
  };
  const json = JSON.stringify(listData).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/json" id="list-data">${json}</script>`);
}
