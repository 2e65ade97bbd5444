/** How many seats can be given back, how sure that is, and what they are worth. */
import {figureCard, pageSection} from '../components';
import {legend, stackedBar} from '../charts/stacked-bar';
import type {Segment} from '../charts/stacked-bar';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import {amountWords, unpricedNote} from '../money';
import type {PageContext} from '../page-context';
import {addAmounts, productSeats, sumAmount, sumKnown, sumOf} from '../totals';
import type {Amount, ProductSeats} from '../totals';
import {CONFIDENCE_WORDS} from '../../words';
import {CONFIDENCE_MEANINGS, WASTE_CONFIDENCES, counted} from '../page-words';
import type {WasteConfidence} from '../page-words';
import {reasonTable} from './reasons';

type WasteAmounts = Record<WasteConfidence, Amount>;

export function summarySection(context: PageContext): Html {
  const seats = context.data.marts.m365__wasted_seats;
  const amounts = Object.fromEntries(
    WASTE_CONFIDENCES.map((tier) => [
      tier,
      sumAmount(seats.filter(({confidence}) => confidence === tier)),
    ]),
  ) as WasteAmounts;
  const products = productSeats(context.data);
  return pageSection({
    id: 'summary',
    title: 'What can be given back',
    lead: answer(context, amounts, products),
    body: html`<dl class="cards tiers">
        ${WASTE_CONFIDENCES.map((tier) => tierCard(context, tier, amounts[tier]))}${unknownCard(context, products)}
      </dl>
      ${unpricedNote(context, addAmounts(Object.values(amounts)))}${seatBar(context, products)}
      ${savingNotes(context)}
      <h3>Why they are waste</h3>
      ${reasonTable(context)}`,
  });
}

function answer(
  context: PageContext,
  amounts: WasteAmounts,
  products: ProductSeats[],
): HtmlContent {
  const {number} = context.format;
  const bought = sumKnown(products.map(({product}) => product.usable_seats));
  if (products.length === 0) return 'No product with seats for people was read.';
  const rest = amounts.probable.seats + amounts.review.seats;
  const of = bought === null ? 'Of all seats' : html`Of ${counted(number(bought), bought, 'seat')}`;
  const certain = amounts.certain.seats;
  const now =
    certain > 0 ? `${number(certain)} can be given back now` : 'none can be given back at once';
  const later =
    rest > 0 &&
    `${certain > 0 ? ' and' : ', but'} ${number(rest)} ${certain > 0 ? 'more ' : ''}after a question or a review`;
  const all = addAmounts(Object.values(amounts));
  if (all.seats === 0) return html`${of}, none is known to be wasted.`;
  const worth =
    context.hasMoney &&
    all.unpriced < all.seats &&
    html` Together they are worth <strong>${amountWords(context, all)} a month</strong>,
      ${context.format.roundMoney(all.value * 12)} a year.`;
  return html`${of}, <strong>${now}</strong>${later}.${worth}`;
}

function tierCard(context: PageContext, tier: WasteConfidence, amount: Amount): Html {
  const money =
    context.hasMoney &&
    amount.seats > 0 &&
    html`<br /><b>${amountWords(context, amount)}</b> a month`;
  return figureCard({
    kind: `card-${tier}`,
    label: html`<span class="tier tier-${tier}">${CONFIDENCE_WORDS[tier]}</span>`,
    value: html`${context.format.number(amount.seats)}
      <small>seat${amount.seats === 1 ? '' : 's'}</small>`,
    note: html`${CONFIDENCE_MEANINGS[tier]}${money}`,
  });
}

function unknownCard({format}: PageContext, products: ProductSeats[]): Html {
  const unknown = sumOf(products.map(({product}) => product.unknown_seats));
  return figureCard({
    kind: 'card-unknown',
    label: html`<span class="tier tier-unknown">Not known</span>`,
    value: html`${format.number(unknown)} <small>seat${unknown === 1 ? '' : 's'}</small>`,
    note:
      unknown === 0
        ? 'Every held seat can be judged.'
        : 'Data is missing; counted as neither waste nor use.',
  });
}

/** Where every seat of the tenant is; parts of which no number is known are left out. */
function seatBar({format}: PageContext, products: ProductSeats[]): Html {
  const sum = (part: (seats: ProductSeats) => number | null): number => sumOf(products.map(part));
  const segments: Segment[] = [
    {kind: 'used', label: 'In use or new', value: sum(({used}) => used)},
    ...WASTE_CONFIDENCES.map((tier) => ({
      kind: tier,
      label: CONFIDENCE_WORDS[tier],
      value: sum(({product}) => product[`wasted_${tier}_seats`]),
    })),
    {kind: 'unknown', label: 'Not known', value: sum(({product}) => product.unknown_seats)},
    {
      kind: 'excluded',
      label: 'Excluded by your list',
      value: sum(({product}) => product.wasted_excluded_seats),
    },
    {kind: 'reserve', label: 'Your reserve', value: sum(({product}) => product.buffer_seats)},
    {
      kind: 'other',
      label: 'Holder not read',
      value: sum(({difference}) => Math.max(difference ?? 0, 0)),
    },
  ];
  const total = segments.reduce((all, {value}) => all + value, 0);
  if (total === 0) return html``;
  return html`<figure class="overview">
    ${stackedBar({title: 'Seats by what is known of them', segments, total, height: 26, number: format.number})}
    ${legend(segments, format.number)}
  </figure>`;
}

/** The two ways to save. */
function savingNotes({data, format}: PageContext): Html {
  const kept = data.marts.m365__wasted_seats.filter(({confidence}) => confidence !== 'excluded');
  const seatsOf = (kind: string): number =>
    sumOf(kept.filter(({saving_kind}) => saving_kind === kind).map(({seats}) => seats));
  const free = seatsOf('reducible_at_renewal');
  const held = seatsOf('reassignable');
  if (free + held === 0) return html``;
  return html`<ul class="facts">
    ${
      free > 0 &&
      html`<li>
        <b>${format.number(free)}</b> ${free === 1 ? 'is' : 'are'} assigned to nobody: buy fewer at
        the <a href="#renewals">renewal</a>.
      </li>`
    }
    ${
      held > 0 &&
      html`<li>
        <b>${format.number(held)}</b> ${held === 1 ? 'is' : 'are'} held: take them back and give
        them to the next person instead of buying, or buy fewer at the renewal.
      </li>`
    }
  </ul>`;
}
