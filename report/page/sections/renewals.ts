/** What is renewed when, beside its waste: a renewal is the moment to buy fewer. */
import {stackedBar} from '../charts/stacked-bar';
import {dataTable, emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {MartRow} from '../../marts';
import {moneyColumns, valueWords} from '../money';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {groupBy, sumOf} from '../totals';
import {asWords, tableWords} from '../page-words';

type Renewal = MartRow['m365__renewals'];

/** Days in which somebody has to decide. */
const SOON_DAYS = 90;

export function renewalsSection(context: PageContext): Html {
  const people = new Set(
    context.data.marts.m365__seat_inventory
      .filter(({is_assigned_to_people}) => is_assigned_to_people)
      .map(({sku_id}) => sku_id),
  );
  const rows = context.data.marts.m365__renewals
    .filter(({sku_id}) => sku_id !== null && people.has(sku_id))
    .sort((a, b) => order(a) - order(b));
  const missing = missingWords(context, 'm365__renewals');
  const isUnread = context.data.unread.some(({stream}) => stream === 'directory_subscriptions');
  return pageSection({
    id: 'renewals',
    title: 'Renewals',
    lead:
      rows.length === 0
        ? 'When subscriptions are renewed, and how many of their seats are wasted.'
        : lead(context, rows),
    body:
      rows.length > 0
        ? html`${partlyKnown(missing)}${renewalTable(context, rows)}`
        : isUnread
          ? notKnown([tableWords('directory_subscriptions')])
          : emptyNote('No subscription was read.'),
  });
}

/** Renewals to come by their day, then those without a day, then past ones. */
function order({days_left}: Renewal): number {
  if (days_left === null) return 1e6;
  return days_left < 0 ? 2e6 - days_left : days_left;
}

function lead({format}: PageContext, rows: readonly Renewal[]): HtmlContent {
  const soon = rows.filter(
    ({days_left}) => days_left !== null && days_left >= 0 && days_left <= SOON_DAYS,
  );
  const wasted = soon.filter(({wasted_seats}) => (wasted_seats ?? 0) > 0);
  if (soon.length === 0) return `Nothing is renewed in the next ${SOON_DAYS} days.`;
  const what =
    soon.length === 1 ? 'One subscription is' : `${format.number(soon.length)} subscriptions are`;
  return html`<strong>${what} due in the next ${SOON_DAYS} days</strong>${
      wasted.length > 0
        ? `, ${wasted.length === soon.length ? 'all' : format.number(wasted.length)} of products with wasted seats`
        : ', none of a product with wasted seats'
    }.
    A product with several subscriptions has its waste beside each of them.`;
}

/** A subscription beside its product. */
interface RenewalRow extends Renewal {
  /** Seats of all subscriptions of the product that can be used. */
  productSeats: number;
  subscriptions: number;
  wastedValue: number | null;
}

function renewalRows({data}: PageContext, rows: readonly Renewal[]): RenewalRow[] {
  const current = rows.filter(({status}) => status === 'Enabled' || status === 'Warning');
  const byProduct = groupBy(current, ({sku_id}) => sku_id ?? '');
  const values = new Map(
    data.marts.m365__seat_inventory.map((product) => [
      product.sku_id,
      product.wasted_monthly_value,
    ]),
  );
  return rows.map((row) => {
    const siblings = byProduct.get(row.sku_id ?? '') ?? [];
    return {
      ...row,
      productSeats: sumOf(siblings.map(({seats}) => seats)),
      subscriptions: siblings.length,
      wastedValue: values.get(row.sku_id ?? '') ?? null,
    };
  });
}

function renewalTable(context: PageContext, renewals: readonly Renewal[]): Html {
  const {format} = context;
  const rows = renewalRows(context, renewals);
  const longest = Math.max(...rows.map(({seats}) => seats ?? 0), 1);
  const columns: TableColumn<RenewalRow>[] = [
    {
      heading: 'Product',
      cell: ({product, ...row}) => html`${product ?? 'not known'}${details(row)}`,
    },
    {
      heading: 'Due',
      kind: 'day',
      cell: ({next_lifecycle_date: day}) => (day === null ? 'no day known' : format.date(day)),
    },
    {heading: 'Days left', kind: 'number', cell: (row) => daysLeft(context, row)},
    {heading: 'Seats and waste', kind: 'bar', cell: (row) => renewalBar(context, row, longest)},
    {
      heading: 'Seats',
      kind: 'number',
      cell: ({seats}) => (seats === null ? 'not known' : format.number(seats)),
    },
    {
      heading: 'Wasted seats of the product',
      kind: 'number',
      cell: (row) => wastedWords(context, row),
    },
    ...moneyColumns<RenewalRow>(context, [
      {
        heading: 'Wasted a month',
        kind: 'number',
        cell: ({wastedValue}) => valueWords(context, wastedValue),
      },
    ]),
  ];
  return dataTable({caption: 'Subscriptions by the day of their renewal', columns, rows});
}

function wastedWords({format}: PageContext, row: RenewalRow): HtmlContent {
  if (row.wasted_seats === null) return 'not known';
  const of =
    row.subscriptions > 1 &&
    html` <small>in ${format.number(row.subscriptions)} subscriptions</small>`;
  return html`<b>${format.number(row.wasted_seats)}</b>${of}`;
}

function details({is_trial, status}: Pick<Renewal, 'is_trial' | 'status'>): HtmlContent {
  const words = [
    is_trial ? 'trial' : '',
    status && status !== 'Enabled' ? asWords(status).toLowerCase() : '',
  ];
  const text = words.filter((word) => word !== '').join(', ');
  return text !== '' && html`<small>${text}</small>`;
}

function daysLeft({format}: PageContext, {days_left}: Renewal): HtmlContent {
  if (days_left === null) return 'not known';
  if (days_left < 0) return html`<span class="past">past</span>`;
  const days = format.number(days_left);
  return days_left <= SOON_DAYS ? html`<strong class="soon">${days}</strong>` : days;
}

/** Of the waste of a product, each of its subscriptions shows a part as large as its part of the seats. */
function renewalBar({format}: PageContext, row: RenewalRow, longest: number): Html {
  const seats = row.seats ?? 0;
  const share = row.subscriptions > 1 && row.productSeats > 0 ? seats / row.productSeats : 1;
  const wasted = Math.min(Math.round((row.wasted_seats ?? 0) * share), seats);
  return stackedBar({
    title: `${row.product ?? 'Product'}: ${format.number(seats)} seats; of the product, ${format.number(row.wasted_seats ?? 0)} are wasted`,
    segments: [
      {kind: 'used', label: 'Other seats', value: seats - wasted},
      {kind: 'wasted', label: 'Waste of the product', value: wasted},
    ],
    total: longest,
    number: format.number,
  });
}
