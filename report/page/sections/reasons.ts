/** Wasted seats by reason and confidence. */
import {stackedBar} from '../charts/stacked-bar';
import {dataTable, emptyNote} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import {amountWords, moneyColumns} from '../money';
import type {PageContext} from '../page-context';
import {addAmounts, wasteTable} from '../totals';
import type {Amount} from '../totals';
import {CONFIDENCE_WORDS, REASON_WORDS} from '../../words';
import {REASONS, REASON_MEANINGS, WASTE_CONFIDENCES} from '../page-words';
import type {Confidence, Reason} from '../page-words';

interface ReasonRow {
  reason: Reason;
  cells: Record<Confidence, Amount>;
  total: Amount;
}

export function reasonTable(context: PageContext): Html {
  const rows = reasonRows(context);
  if (rows.length === 0) return emptyNote('No seat is known to be wasted.');
  const {number} = context.format;
  const longest = Math.max(...rows.map(({total}) => total.seats));
  const columns: TableColumn<ReasonRow>[] = [
    {
      heading: 'Reason',
      cell: ({reason}) => html`${REASON_WORDS[reason]} <small>${REASON_MEANINGS[reason]}</small>`,
    },
    {
      heading: 'Seats by confidence',
      kind: 'bar',
      cell: (row) =>
        stackedBar({
          title: `${REASON_WORDS[row.reason]}: ${number(row.total.seats)} seats`,
          segments: WASTE_CONFIDENCES.map((tier) => ({
            kind: tier,
            label: CONFIDENCE_WORDS[tier],
            value: row.cells[tier].seats,
          })),
          total: longest,
          number,
        }),
    },
    ...WASTE_CONFIDENCES.map((tier) => ({
      heading: CONFIDENCE_WORDS[tier],
      kind: 'number' as const,
      cell: (row: ReasonRow) => number(row.cells[tier].seats),
    })),
    {heading: 'Seats', kind: 'number', cell: ({total}) => html`<b>${number(total.seats)}</b>`},
    ...moneyColumns<ReasonRow>(context, [
      {heading: 'Value a month', kind: 'number', cell: ({total}) => amountWords(context, total)},
    ]),
  ];
  return html`${dataTable({caption: 'Wasted seats by reason', columns, rows, footer: sums(context, rows)})}${excluded(context)}`;
}

function reasonRows({data}: PageContext): ReasonRow[] {
  const table = wasteTable(data.marts.m365__wasted_seats);
  return REASONS.map((reason) => {
    const cells = table[reason];
    return {reason, cells, total: addAmounts(WASTE_CONFIDENCES.map((tier) => cells[tier]))};
  })
    .filter(({total}) => total.seats > 0)
    .sort((a, b) => b.total.seats - a.total.seats);
}

function sums(context: PageContext, rows: readonly ReasonRow[]): (string | Html)[] {
  const {number} = context.format;
  const byTier = WASTE_CONFIDENCES.map((tier) => addAmounts(rows.map(({cells}) => cells[tier])));
  const all = addAmounts(byTier);
  const money = context.hasMoney ? [html`<b>${amountWords(context, all)}</b>`] : [];
  return [
    'All reasons',
    '',
    ...byTier.map(({seats}) => number(seats)),
    html`<b>${number(all.seats)}</b>`,
    ...money,
  ];
}

function excluded({data, format}: PageContext): Html {
  const seats = data.marts.m365__wasted_seats.filter(({confidence}) => confidence === 'excluded');
  if (seats.length === 0) return html``;
  return html`<p class="note">
    Not in these sums: ${format.number(seats.length)} seats of accounts on your list of exceptions.
  </p>`;
}
