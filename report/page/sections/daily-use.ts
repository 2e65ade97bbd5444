/** How many people use each service on a day. */
import {lineChart} from '../charts/line-chart';
import {dataTable, emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import type {ActivitySum} from '../../report-data';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {groupBy, sumOf} from '../totals';
import {SOURCES, asWords} from '../page-words';

interface ServiceDays {
  service: string;
  days: readonly ActivitySum[];
}

export function dailyUseSection(context: PageContext): Html {
  const missing = missingWords(context, 'm365__daily_activity');
  const services = [
    ...groupBy(context.data.sums.m365__daily_activity, ({service}) => service ?? ''),
  ]
    .map(([service, days]) => ({
      service: SOURCES[service] ?? asWords(service),
      days: days
        .filter(({activity_date, active_users}) => activity_date !== null && active_users !== null)
        .sort((a, b) => (a.activity_date ?? '').localeCompare(b.activity_date ?? '')),
    }))
    .filter(({days}) => days.length > 0);
  return pageSection({
    id: 'daily-use',
    title: 'Daily use',
    lead: 'Active users of each service by day, with seats or without. Microsoft’s reports are about two days late.',
    body:
      services.length > 0
        ? html`${partlyKnown(missing)}
            <div class="charts">${services.map((service) => chart(context, service))}</div>
            ${dayTable(context, services)}`
        : missing.length > 0
          ? notKnown(missing)
          : emptyNote('No daily report was read.'),
  });
}

function chart({format}: PageContext, {service, days}: ServiceDays): Html {
  const points = days.map((sum) => ({day: sum.activity_date, value: sum.active_users}));
  const values = points.map(({value}) => value);
  const description = `From ${format.number(Math.min(...values))} to ${format.number(Math.max(...values))} active users a day, ${format.date(points[0]!.day)} to ${format.date(points.at(-1)!.day)}.`;
  return html`<figure>
    <figcaption>${service}</figcaption>
    ${lineChart({
      title: `${service}: active users by day`,
      description,
      points,
      number: format.number,
      date: format.shortDate,
    })}
  </figure>`;
}

function dayTable({format}: PageContext, services: readonly ServiceDays[]): Html {
  const columns: TableColumn<ServiceDays>[] = [
    {heading: 'Service', cell: ({service}) => service},
    {heading: 'Days', kind: 'number', cell: ({days}) => format.number(days.length)},
    {
      heading: 'Daily average',
      kind: 'number',
      cell: ({days}) =>
        format.number(Math.round(sumOf(days.map(({active_users}) => active_users)) / days.length)),
    },
    {
      heading: 'Daily maximum',
      kind: 'number',
      cell: ({days}) => format.number(Math.max(...days.map(({active_users}) => active_users ?? 0))),
    },
    {
      heading: 'Hold a seat',
      kind: 'number',
      cell: ({days}) => {
        const users = days.at(-1)!.users;
        return users === null ? 'not known' : format.number(users);
      },
    },
  ];
  return dataTable({caption: 'Active users by service', columns, rows: services});
}
