/** Products with their seats: bought, assigned, in use, wasted and not known, and whether the numbers agree. */
import {stackedBar} from '../charts/stacked-bar';
import {dataTable, emptyNote, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import {moneyColumns, valueWords} from '../money';
import {missingWords, noteOf} from '../page-context';
import type {PageContext} from '../page-context';
import {productSeats, sumKnown, sumOf} from '../totals';
import type {ProductSeats} from '../totals';
import {CONFIDENCE_WORDS} from '../../words';
import {WASTE_CONFIDENCES, asWords, counted} from '../page-words';

export function productsSection(context: PageContext): Html {
  const products = productSeats(context.data).sort((a, b) => b.wasted - a.wasted);
  const body =
    products.length === 0
      ? emptyNote('No product with seats for people was read.')
      : productTable(context, products);
  return pageSection({
    id: 'products',
    title: 'Products',
    lead: 'Bought and assigned are what Microsoft counts in the whole tenant; the rest is counted from the people who were read.',
    body: html`${partlyKnown(missingWords(context, 'm365__seat_inventory'))}${body}${differences(context, products)}${otherProducts(context)}`,
  });
}

function productTable(context: PageContext, products: readonly ProductSeats[]): Html {
  const {number} = context.format;
  const known = (value: number | null): string => (value === null ? 'not known' : number(value));
  const longest = Math.max(...products.map((seats) => barLength(seats)), 1);
  const columns: TableColumn<ProductSeats>[] = [
    {
      heading: 'Product',
      cell: ({product}) => html`${product.product}${statusWords(context, product)}`,
    },
    {heading: 'Seats', kind: 'bar', cell: (seats) => productBar(context, seats, longest)},
    {heading: 'Bought', kind: 'number', cell: ({product}) => known(product.usable_seats)},
    {heading: 'Assigned', kind: 'number', cell: ({product}) => known(product.assigned_seats)},
    {heading: 'In use or new', kind: 'number', cell: (seats) => usedWords(context, seats)},
    {heading: 'Wasted', kind: 'number', cell: (seats) => wastedWords(context, seats)},
    {heading: 'Not known', kind: 'number', cell: ({product}) => number(product.unknown_seats)},
    ...moneyColumns<ProductSeats>(context, [
      {
        heading: 'Wasted a month',
        kind: 'number',
        cell: ({product}) => valueWords(context, product.wasted_monthly_value),
      },
    ]),
  ];
  const footer = productSums(context, products);
  return dataTable({caption: 'Products by wasted seats', columns, rows: products, footer});
}

/** Where no held seat can be judged, that none is known to be wasted says nothing. */
function isUnknown({product: {held_in_scope, unknown_seats}}: ProductSeats): boolean {
  return held_in_scope > 0 && unknown_seats >= held_in_scope;
}

function usedWords({format}: PageContext, seats: ProductSeats): string {
  return seats.used === null || isUnknown(seats) ? '–' : format.number(seats.used);
}

function wastedWords({format}: PageContext, seats: ProductSeats): HtmlContent {
  if (seats.wasted === 0 && isUnknown(seats)) return '–';
  return html`<b>${format.number(seats.wasted)}</b>`;
}

function productSums(context: PageContext, products: readonly ProductSeats[]): HtmlContent[] {
  const {number} = context.format;
  const known = (values: readonly (number | null)[]): string => {
    const sum = sumKnown(values);
    return sum === null ? 'not known' : number(sum);
  };
  const values = products.map(({product}) => product.wasted_monthly_value);
  const money = values.every((value) => value === null) ? null : sumOf(values);
  return [
    'All products',
    '',
    known(products.map(({product}) => product.usable_seats)),
    known(products.map(({product}) => product.assigned_seats)),
    number(sumOf(products.map(({used}) => used))),
    html`<b>${number(sumOf(products.map(({wasted}) => wasted)))}</b>`,
    number(sumOf(products.map(({product}) => product.unknown_seats))),
    ...(context.hasMoney ? [html`<b>${valueWords(context, money)}</b>`] : []),
  ];
}

function barLength({product, used, wasted}: ProductSeats): number {
  return Math.max(product.usable_seats ?? 0, (used ?? 0) + wasted + product.unknown_seats);
}

function productBar({format}: PageContext, seats: ProductSeats, longest: number): Html {
  const {product, used} = seats;
  return stackedBar({
    title: `${product.product}: ${format.number(used ?? 0)} in use or new, ${format.number(seats.wasted)} wasted, ${format.number(product.unknown_seats)} not known`,
    segments: [
      {kind: 'used', label: 'In use or new', value: used ?? 0},
      ...WASTE_CONFIDENCES.map((tier) => ({
        kind: tier,
        label: CONFIDENCE_WORDS[tier],
        value: product[`wasted_${tier}_seats`] ?? 0,
      })),
      {kind: 'unknown', label: 'Not known', value: product.unknown_seats},
      {kind: 'excluded', label: 'Excluded', value: product.wasted_excluded_seats ?? 0},
      {kind: 'reserve', label: 'Reserve', value: product.buffer_seats ?? 0},
    ],
    total: longest,
    number: format.number,
  });
}

/** What is unusual about a product. */
function statusWords({data, format}: PageContext, product: ProductSeats['product']): HtmlContent {
  const isRead = !data.unread.some(({stream}) => stream === 'subscribed_skus');
  const {capability_status: status, warning_seats, suspended_seats} = product;
  const words = [
    product.is_trial ? 'trial' : '',
    status === null && isRead ? 'held, but not among the products of the tenant' : '',
    status !== null && status !== 'Enabled' ? asWords(status).toLowerCase() : '',
    warning_seats ? `${format.number(warning_seats)} seats expired, in their grace period` : '',
    suspended_seats ? `${format.number(suspended_seats)} seats suspended` : '',
    product.buffer_seats ? `${format.number(product.buffer_seats)} kept in reserve` : '',
  ].filter((text) => text !== '');
  return words.length > 0 && html`<small>${words.join('; ')}</small>`;
}

/** Where what Microsoft counts is not what the holders add up to, or not what was bought. */
function differences(context: PageContext, products: readonly ProductSeats[]): HtmlContent {
  const {number} = context.format;
  const why = noteOf(context, 'domains')
    ? 'held by people outside of the domains that were read'
    : 'assigned without a holder among the users that were read: the two were counted at different moments, or users could not be read';
  const lines = products.flatMap(({product, difference}) => {
    const over = product.over_assigned_seats ?? 0;
    return [
      over > 0 &&
        html`<li>
          <b>${product.product}</b>: ${counted(number(over), over, 'seat')} more assigned than
          bought.
        </li>`,
      difference !== null &&
        difference > 0 &&
        html`<li>
          <b>${product.product}</b>: of ${number(product.assigned_seats ?? 0)} assigned seats,
          ${number(difference)} ${difference === 1 ? 'is' : 'are'} ${why}.
        </li>`,
      difference !== null &&
        difference < 0 &&
        html`<li>
          <b>${product.product}</b>: ${counted(number(-difference), -difference, 'holder')} more
          than Microsoft counts as assigned.
        </li>`,
    ].filter((line) => line !== false);
  });
  const isWhole = products.length > 0 && products.every(({difference}) => difference === 0);
  return html`${isWhole && html`<p class="note">Microsoft’s count of assigned seats equals the holders that were read, for every product.</p>`}${
    lines.length > 0 &&
    html`<h3>Where the numbers differ</h3>
      <ul class="facts">
        ${lines}
      </ul>`
  }`;
}

function otherProducts({data, format}: PageContext): HtmlContent {
  const rows = data.marts.m365__seat_inventory.filter((product) => !product.is_assigned_to_people);
  if (rows.length === 0) return '';
  const seats = rows.map(({product, assigned_seats}) =>
    assigned_seats ? `${product} (${format.number(assigned_seats)} assigned)` : product,
  );
  return html`<p class="note">
    Free, device, room and capacity products are never waste and are left out: ${seats.join(', ')}.
  </p>`;
}
