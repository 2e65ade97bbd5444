/** What could not be read or is not known, and what that costs: it comes before any figure. */
import {pageSection} from '../components';
import {html, joinHtml} from '../html';
import type {Html, HtmlContent} from '../html';
import {currenciesOf, noteOf} from '../page-context';
import type {PageContext} from '../page-context';
import {MART_SECTIONS} from '../page-sections';
import type {UnreadStream} from '../../report-data';
import {groupBy, wastedOf} from '../totals';
import {counted, listed, listedFirst, tableOrder, tableWords} from '../page-words';

interface Gap {
  what: HtmlContent;
  why: HtmlContent;
  cost: HtmlContent;
}

export function missingSection(context: PageContext): Html {
  const gaps = [
    ...unreadGaps(context),
    ...concealedGap(context),
    ...unknownGaps(context),
    ...mailboxGap(context),
    ...priceGaps(context),
  ];
  const lead =
    context.data.asOfDate === null
      ? 'Nothing was read, so there are no answers.'
      : gaps.length === 0
        ? 'Nothing is missing: all data behind the figures was read, and every held seat can be judged.'
        : 'The figures below do not include this. What is not known is never counted as waste, and never as zero.';
  return pageSection({id: 'missing', title: 'What is not known', lead, body: gapList(gaps)});
}

function gapList(gaps: readonly Gap[]): HtmlContent {
  if (gaps.length === 0) return '';
  return html`<ul class="gaps">
    ${gaps.map(
      ({what, why, cost}) =>
        html`<li>
          <h3>${what}</h3>
          <p>${why}</p>
          <p class="cost">${cost}</p>
        </li> `,
    )}
  </ul>`;
}

/** Streams that miss the same, such as a permission, are one gap. */
function unreadGaps(context: PageContext): Gap[] {
  const causes = groupBy(context.data.unread, causeOf);
  return [...causes].map(([cause, streams]) => unreadGap(context, cause, streams));
}

/** The message without what differs from stream to stream and says nothing about the cause. */
function causeOf({stream, message}: UnreadStream): string {
  return message
    .replace(`${stream}: `, '')
    .replace(/ \(request-id [^)]*\)/, '')
    .replace(/ Nothing more is read\.$/, '');
}

function unreadGap(context: PageContext, cause: string, streams: readonly UnreadStream[]): Gap {
  const tables = streams.map(({stream}) => stream).sort(tableOrder);
  const hasChanges = (noteOf(context, 'history')?.days ?? 0) > 1;
  const sections = streams
    .flatMap(({marts}) => marts.map((mart) => MART_SECTIONS[mart]))
    .filter(({id}) => hasChanges || id !== 'changes');
  const titles = new Map(sections.map(({id, title}) => [id, title]));
  const links = [...titles].map(([id, title]) => html`<a href="#${id}">${title}</a>`);
  const seats = unknownBecauseOf(context, tables);
  return {
    what: listedFirst(tables.map(tableWords)),
    why: cause,
    cost: html`${
      seats > 0 &&
      html`<b>${counted(context.format.number(seats), seats, 'held seat')}</b> cannot be judged. `
    }${links.length > 0 && html`Not complete: ${joinHtml(links, ', ')}.`}`,
  };
}

/** Unknown seats of the products that miss one of these streams. */
function unknownBecauseOf({data}: PageContext, streams: readonly string[]): number {
  return data.marts.m365__seat_inventory
    .filter(({missing_data}) => missing_data?.split(',').some((one) => streams.includes(one)))
    .reduce((sum, {unknown_seats}) => sum + unknown_seats, 0);
}

function concealedGap(context: PageContext): Gap[] {
  const note = noteOf(context, 'concealed_names');
  if (!note || note.streams.length === 0) return [];
  return [
    {
      what: 'Names in usage reports',
      why: html`Microsoft 365 conceals names in
      ${listedFirst([...note.streams].sort(tableOrder).map(tableWords))}. To show them: Microsoft
      365 admin center, Settings, Org settings, Reports, clear “Display concealed user, group, and
      site names in all reports”.`,
      cost: 'Use by person is not known: seats are judged by sign-ins alone where those were read.',
    },
  ];
}

/** Seats that are not known although everything was read: Microsoft's reports leave their holders out. */
function unknownGaps({data, format}: PageContext): Gap[] {
  const unread = new Set(data.unread.map(({stream}) => stream));
  const products = data.marts.m365__seat_inventory.filter(
    ({unknown_seats, missing_data}) =>
      unknown_seats > 0 && !(missing_data ?? '').split(',').some((stream) => unread.has(stream)),
  );
  return [...groupBy(products, ({missing_data}) => missing_data ?? '')].map(([missing, group]) => {
    const seats = group.reduce((sum, {unknown_seats}) => sum + unknown_seats, 0);
    const each = group.map(
      ({product, unknown_seats}) => `${product} (${format.number(unknown_seats)})`,
    );
    return {
      what: `Use of ${counted(format.number(seats), seats, 'held seat')}`,
      why: missing
        ? `Their holders are missing from: ${listed(missing.split(',').map(tableWords))}.`
        : 'No reason is known.',
      cost: `Neither waste nor in use, and in no sum: ${listed(each)}.`,
    };
  });
}

function mailboxGap({data, format}: PageContext): Gap[] {
  const seats = data.marts.m365__wasted_seats.filter(({missing_data}) => missing_data !== null);
  if (seats.length === 0) return [];
  const tables = [...new Set(seats.map(({missing_data}) => tableWords(missing_data!)))];
  return [
    {
      what: `${listed(tables)} of disabled accounts`,
      why: 'A mailbox over 50 GB or with an archive needs its licence even when the account is disabled.',
      cost: `${format.number(seats.length)} ${seats.length === 1 ? 'seat is' : 'seats are'} to review instead of certain.`,
    },
  ];
}

function priceGaps({data, format, hasMoney}: PageContext): Gap[] {
  if (data.settings.hasPrices && !hasMoney) {
    const currencies = listed(currenciesOf(data));
    return [
      {
        what: 'Money',
        why: `The price list has more than one currency: ${currencies}.`,
        cost: 'There are no sums of money. Give all prices in one currency.',
      },
    ];
  }
  const unpriced = data.marts.m365__seat_inventory.filter(
    (product) =>
      product.is_assigned_to_people && product.monthly_price === null && wastedOf(product) > 0,
  );
  if (!hasMoney || unpriced.length === 0) return [];
  const seats = unpriced.reduce((sum, product) => sum + wastedOf(product), 0);
  return [
    {
      what: `Prices of ${listed(unpriced.map(({product}) => product))}`,
      why: 'The price list has no price that is valid on this day.',
      cost: `${format.number(seats)} wasted seats are in no sum of money.`,
    },
  ];
}
