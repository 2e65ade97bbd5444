/** A list of numbers with a bar each. */
import {stackedBar} from '../charts/stacked-bar';
import type {SegmentKind} from '../charts/stacked-bar';
import {dataTable} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import type {PageContext} from '../page-context';

export interface BarRow {
  label: string;
  value: number;
  kind: SegmentKind;
}

export function barList(
  {format}: PageContext,
  parts: {caption: string; heading: string; unit: string; rows: readonly BarRow[]; total: number},
): Html {
  const {caption, heading, unit, rows, total} = parts;
  const share = (value: number): string => (total === 0 ? '–' : format.percent(value / total));
  return html`<div class="bar-list">
    ${dataTable({
      caption,
      rows,
      columns: [
        {heading, cell: ({label}) => label},
        {
          heading: 'Bar',
          kind: 'bar',
          cell: ({label, value, kind}) =>
            stackedBar({
              title: `${label}: ${format.number(value)}`,
              segments: [{kind, label, value}],
              total: Math.max(...rows.map((row) => row.value), 1),
              number: format.number,
            }),
        },
        {heading: unit, kind: 'number', cell: ({value}) => html`<b>${format.number(value)}</b>`},
        {heading: 'Share', kind: 'number', cell: ({value}) => share(value)},
      ],
    })}
  </div>`;
}
