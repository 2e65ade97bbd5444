/** What became of the seats since earlier reports; there is something only where their days are kept. */
import {lineChart} from '../charts/line-chart';
import {dataTable, emptyNote, pageSection} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import type {ChangeSum, HistorySum} from '../../report-data';
import type {PageContext} from '../page-context';
import {groupBy, sumOf} from '../totals';

const CHARTS = [
  {title: 'Held seats', counts: (): boolean => true},
  {
    title: 'Held seats that are wasted',
    counts: ({reason, confidence}: HistorySum): boolean =>
      reason !== null && confidence !== 'excluded',
  },
];

/** Nothing at all for a first report. */
export function changesSection(context: PageContext): Html {
  const days = groupBy(context.data.sums.m365__seat_history, ({as_of_date}) => as_of_date ?? '');
  if (days.size < 2) return html``;
  const changes = context.data.sums.m365__seat_changes;
  return pageSection({
    id: 'changes',
    title: 'Changes',
    lead: `Held seats and how they changed, over ${context.format.number(days.size)} days with a report.`,
    body: html`<div class="charts">
        ${CHARTS.map((chart) => historyChart(context, days, chart))}
      </div>
      ${changes.length > 0 ? changeTable(context, changes) : emptyNote('No seat has changed.')}`,
  });
}

function historyChart(
  {format}: PageContext,
  days: ReadonlyMap<string, readonly HistorySum[]>,
  {title, counts}: {title: string; counts: (sum: HistorySum) => boolean},
): Html {
  const points = [...days]
    .map(([day, sums]) => ({day, value: sumOf(sums.filter(counts).map(({seats}) => seats))}))
    .sort((a, b) => a.day.localeCompare(b.day));
  const [first, last] = [points[0]!, points.at(-1)!];
  const description = `${format.number(first.value)} on ${format.date(first.day)}, ${format.number(last.value)} on ${format.date(last.day)}.`;
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${lineChart({
      title,
      description,
      points,
      number: format.number,
      date: format.shortDate,
    })}
  </figure>`;
}

function changeTable({format}: PageContext, changes: readonly ChangeSum[]): Html {
  const {number} = format;
  const rows = [...changes].sort(
    (a, b) =>
      (b.month_start_date ?? '').localeCompare(a.month_start_date ?? '') ||
      (a.product ?? '').localeCompare(b.product ?? ''),
  );
  const columns: TableColumn<ChangeSum>[] = [
    {heading: 'Product', cell: ({product}) => product ?? 'not known'},
    {
      heading: 'Month',
      cell: ({month_start_date: day}) => (day === null ? 'not known' : format.month(day)),
    },
    {heading: 'Given', kind: 'number', cell: ({given}) => number(given)},
    {heading: 'Taken', kind: 'number', cell: ({taken}) => number(taken)},
    {heading: 'Of these, wasted before', kind: 'number', cell: ({reclaimed}) => number(reclaimed)},
    {heading: 'Became idle', kind: 'number', cell: ({became_idle}) => number(became_idle)},
    {heading: 'Used again', kind: 'number', cell: ({became_active}) => number(became_active)},
    {heading: 'Still idle', kind: 'number', cell: ({still_idle}) => number(still_idle)},
  ];
  return dataTable({caption: 'Seats by what happened to them in a month', columns, rows});
}
