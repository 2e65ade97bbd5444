/**
 * What makes the list answer: what is typed and chosen selects rows, headings sort them, buttons save them. It runs in
 * the browser as its own text, so it names no import but types; what it uses of other files comes in `parts`.
 */
import type {BrowserPage, BrowserWindow, PageElement} from './browser-page';
import type {SeatCsvParts} from '../../wasted-seats-csv';
import type {Format} from './format';
import type {ListColumn} from './list-data';
import type {SeatRowTools, SeatWords, WastedSeat} from './seat-row';
import type {ListQuery, SortKey} from './select-seats';

/** What lies in the page as JSON. */
export interface ListData {
  columns: ListColumn[];
  words: SeatWords;
  locale: string;
  currency: string | null;
  /** Rows in the page at most. */
  maxRows: number;
  /** Rows that a screen shows before it is asked for more; a printer gets all that match. */
  firstRows: number;
}

export interface ListParts {
  createFormat: (locale: string, currency: string | null) => Format;
  byteOrderMark: string;
  csvLine: SeatCsvParts['csvLine'];
  decodeColumns: (columns: readonly ListColumn[]) => WastedSeat[];
  escapeHtml: (text: string) => string;
  seatRow: (seat: WastedSeat, tools: SeatRowTools) => string;
  seatSortKey: SortKey;
  seatCsvLines: (seats: readonly WastedSeat[], parts: SeatCsvParts) => Iterable<string>;
  selectSeats: (
    seats: readonly WastedSeat[],
    query: ListQuery,
    parts: {seatSortKey: SortKey; words: SeatWords; locale: string},
  ) => WastedSeat[];
}

export class SeatList {
  private readonly data: ListData;
  private readonly seats: readonly WastedSeat[];
  private readonly tools: SeatRowTools;
  private readonly filters: readonly PageElement[];
  private readonly query: ListQuery = {
    text: '',
    filters: {},
    sortColumn: null,
    isDescending: false,
  };
  private found: readonly WastedSeat[] = [];
  private shown = 0;

  constructor(
    private readonly page: BrowserPage,
    private readonly window: BrowserWindow,
    private readonly parts: ListParts,
  ) {
    this.data = JSON.parse(this.element('list-data').textContent) as ListData;
    this.seats = parts.decodeColumns(this.data.columns);
    const {words, locale, currency} = this.data;
    this.tools = {
      words,
      format: parts.createFormat(locale, currency),
      escapeHtml: parts.escapeHtml,
    };
    this.filters = [...this.element('list-controls').querySelectorAll('select[name]')];
  }

  start(): void {
    const update = (): void => this.update();
    this.element('list-search').addEventListener('input', update);
    for (const select of this.filters) select.addEventListener('change', update);
    this.headings().forEach((heading, column) => {
      const button = heading.querySelector('button')!;
      button.hidden = false;
      heading.querySelector('span')!.className = 'print-only';
      button.addEventListener('click', () => this.sortBy(column));
    });
    const order = this.element('list-order');
    order.addEventListener('change', () =>
      this.sortBy(order.value === '' ? null : Number(order.value)),
    );
    this.onClick('list-clear', () => this.clear());
    this.onClick('list-more', () => this.show(this.data.maxRows));
    this.onClick('save-all', () => this.save(this.seats, 'wasted-seats.csv'));
    this.onClick('save-selected', () => this.save(this.found, 'wasted-seats-selected.csv'));
    this.window.addEventListener('beforeprint', () => this.render(this.data.maxRows));
    this.window.addEventListener('afterprint', () => this.render(this.shown));
    this.element('list-controls').hidden = false;
    update();
  }

  private element(id: string): PageElement {
    return this.page.getElementById(id)!;
  }

  private onClick(id: string, action: () => void): void {
    this.element(id).addEventListener('click', action);
  }

  private headings(): PageElement[] {
    return [...this.element('list-table').querySelectorAll('thead th')];
  }

  private update(): void {
    this.query.text = this.element('list-search').value.trim();
    for (const select of this.filters) {
      this.query.filters[select.getAttribute('name')!] = select.value;
    }
    const {seatSortKey} = this.parts;
    const {words, locale} = this.data;
    this.found = this.parts.selectSeats(this.seats, this.query, {seatSortKey, words, locale});
    this.show(this.data.firstRows);
  }

  private show(limit: number): void {
    this.shown = limit;
    this.render(limit);
    const isFiltered = this.found.length < this.seats.length;
    this.element('list-more').hidden = limit >= Math.min(this.found.length, this.data.maxRows);
    this.element('save-selected').hidden = !isFiltered || this.found.length === 0;
  }

  private render(limit: number): void {
    const rows = this.found.slice(0, limit).map((seat) => this.parts.seatRow(seat, this.tools));
    this.element('list-table').querySelector('tbody')!.innerHTML = rows.join('');
    this.element('list-count').textContent = this.countWords(rows.length);
  }

  private countWords(count: number): string {
    const {number} = this.tools.format;
    const seats = this.found.reduce((total, seat) => total + seat.seats, 0);
    const isFiltered = this.found.length < this.seats.length;
    const of = isFiltered ? ` of ${number(this.seats.length)}` : '';
    const first = count < this.found.length ? `; the first ${number(count)} are shown` : '';
    return `${number(this.found.length)}${of} rows, ${number(seats)} seats${first}.`;
  }

  /** A second time the other way round; null is the order of the data. */
  private sortBy(column: number | null): void {
    this.query.isDescending = this.query.sortColumn === column && !this.query.isDescending;
    this.query.sortColumn = column;
    const direction = this.query.isDescending ? 'descending' : 'ascending';
    this.headings().forEach((heading, index) => {
      heading.setAttribute('aria-sort', index === column ? direction : 'none');
    });
    this.update();
  }

  private clear(): void {
    for (const control of [this.element('list-search'), ...this.filters]) control.value = '';
    this.update();
  }

  /** Gives the browser a file to save. */
  private save(seats: readonly WastedSeat[], name: string): void {
    const columns = this.data.columns.map((column) => column.name);
    const {reason, confidence} = this.data.words;
    const {byteOrderMark, csvLine} = this.parts;
    const words = {reason, confidence};
    const lines = this.parts.seatCsvLines(seats, {columns, words, byteOrderMark, csvLine});
    const {Blob, URL} = this.window;
    const url = URL.createObjectURL(new Blob([...lines], {type: 'text/csv;charset=utf-8'}));
    const link = this.page.createElement('a');
    link.href = url;
    link.download = name;
    this.page.body.appendChild(link);
    link.click();
    link.remove();
    this.window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
