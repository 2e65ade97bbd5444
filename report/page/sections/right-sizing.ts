/** Who could use a smaller suite, and what keeps the others in theirs. */
import {emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {MartRow} from '../../marts';
import {moneyColumns} from '../money';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {groupBy, sumOf} from '../totals';
import {asWords, counted, listed, tableWords} from '../page-words';
import {barList} from './bar-list';
import type {BarRow} from './bar-list';
import {peopleTable} from './people-table';

type Seat = MartRow['m365__right_sizing'];

/** What keeps a seat in its suite. */
const BLOCKED_BY: Record<string, string> = {
  desktop_apps: 'Uses desktop apps',
  mailbox_size: 'Mailbox over 2 GB',
  onedrive_size: 'OneDrive over 2 GB',
  archive: 'Has an archive mailbox',
  wasted: 'Wasted: give it back instead',
};

export function rightSizingSection(context: PageContext): Html {
  const seats = context.data.marts.m365__right_sizing;
  const missing = missingWords(context, 'm365__right_sizing');
  return pageSection({
    id: 'right-sizing',
    title: 'Smaller licences',
    lead:
      seats.length === 0
        ? 'Which holders of an E3 suite could use a smaller one.'
        : lead(context, seats),
    body:
      seats.length > 0
        ? html`${partlyKnown(missing)}${body(context, seats)}`
        : missing.length > 0
          ? notKnown(missing)
          : emptyNote('Nobody holds an E3 suite.'),
  });
}

function lead(context: PageContext, seats: readonly Seat[]): HtmlContent {
  const {format} = context;
  const fitting = seats.filter(({fits_in}) => fits_in !== null);
  const known = seats.filter(isJudged);
  if (known.length === 0) {
    return `Which of ${counted(format.number(seats.length), seats.length, 'E3 seat')} could use a smaller suite is not known.`;
  }
  const priced = fitting.filter(({monthly_price_difference}) => monthly_price_difference !== null);
  const saved = sumOf(priced.map(({monthly_price_difference}) => monthly_price_difference));
  const suites = groupBy(fitting, ({product, fits_in}) => `${product} to ${fits_in}`);
  const changes = [...suites].map(
    ([change, group]) => `${format.number(group.length)} from ${change}`,
  );
  const money =
    context.hasMoney &&
    priced.length > 0 &&
    html` That saves <strong>${format.roundMoney(saved)} a month</strong>${
        priced.length < fitting.length &&
        ` (without ${format.number(fitting.length - priced.length)} that have no price)`
      }.`;
  return html`<strong>${format.number(fitting.length)}</strong> of
    ${counted(format.number(known.length), known.length, 'E3 seat')}
    ${known.length < seats.length && 'about which enough is known'} could use a smaller
    suite${changes.length > 0 && `: ${listed(changes)}`}.${money} Whether a person may have a
    frontline licence also depends on its terms.`;
}

function body(context: PageContext, seats: readonly Seat[]): Html {
  const fitting = seats
    .filter(({fits_in}) => fits_in !== null)
    .sort((a, b) => (b.monthly_price_difference ?? 0) - (a.monthly_price_difference ?? 0));
  const {format} = context;
  const size = (bytes: number | null): string => (bytes === null ? 'none' : format.bytes(bytes));
  const columns: TableColumn<Seat>[] = [
    {heading: 'Department', cell: ({department}) => department ?? 'none'},
    {heading: 'Has', cell: ({product}) => product},
    {heading: 'Could use', cell: ({fits_in}) => fits_in},
    {heading: 'Mailbox', kind: 'number', cell: ({mailbox_bytes}) => size(mailbox_bytes)},
    {heading: 'OneDrive', kind: 'number', cell: ({onedrive_bytes}) => size(onedrive_bytes)},
    ...moneyColumns<Seat>(context, [
      {
        heading: 'Saves a month',
        kind: 'number',
        cell: ({monthly_price_difference: saved}) =>
          saved === null ? 'no price' : format.money(saved),
      },
    ]),
  ];
  const table =
    fitting.length > 0 &&
    peopleTable(context, {
      caption: `${counted(format.number(fitting.length), fitting.length, 'seat')} that could use a smaller suite`,
      mart: 'm365__right_sizing',
      rows: fitting,
      columns,
    });
  return html`${blockers(context, seats)}${missingNote(context, seats)}${table}`;
}

/** Whether data is there to name the suite that would do. */
function isJudged({fits_in, missing_data}: Seat): boolean {
  return fits_in !== null || missing_data === null;
}

/** A seat may have several; each is counted. */
function blockers(context: PageContext, seats: readonly Seat[]): Html {
  const staying = seats.filter((seat) => seat.fits_in === null && isJudged(seat));
  const counts = groupBy(
    staying.flatMap(({blocked_by}) => (blocked_by ?? '').split(',').filter((code) => code !== '')),
    (code) => code,
  );
  const rows: BarRow[] = [...counts]
    .map(([code, group]) => ({
      label: BLOCKED_BY[code] ?? asWords(code),
      value: group.length,
      kind: code === 'wasted' ? ('wasted' as const) : ('used' as const),
    }))
    .sort((a, b) => b.value - a.value);
  if (rows.length === 0) return html``;
  const list = barList(context, {
    caption: 'What keeps seats in their suite; a seat may have several of these',
    heading: 'What',
    unit: 'Seats',
    rows,
    total: staying.length,
  });
  return html`<h3>What keeps the others in their suite</h3>
    ${list}`;
}

function missingNote({format}: PageContext, seats: readonly Seat[]): HtmlContent {
  const unknown = seats.filter(
    ({fits_in, missing_data}) => fits_in === null && missing_data !== null,
  );
  if (unknown.length === 0) return '';
  const tables = new Set(unknown.flatMap(({missing_data}) => missing_data!.split(',')));
  return html`<p class="not-known">
    <strong>Not known:</strong> ${counted(format.number(unknown.length), unknown.length, 'seat')};
    data is missing in: ${listed([...tables].sort().map(tableWords))}.
  </p>`;
}
