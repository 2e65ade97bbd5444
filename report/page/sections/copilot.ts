/** Whether Copilot seats are used, in which apps and in which departments. */
import {dataTable, emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {MartRow} from '../../marts';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {groupBy} from '../totals';
import {asWords, counted, tableWords} from '../page-words';
import {barList} from './bar-list';
import {peopleTable} from './people-table';

type Seat = MartRow['m365__copilot_adoption'];

const BANDS = [
  {band: 'last_7_days', label: 'In the last 7 days', kind: 'used'},
  {band: 'last_30_days', label: '8 to 30 days ago', kind: 'used'},
  {band: 'last_90_days', label: '31 to 90 days ago', kind: 'review'},
  {band: 'older', label: 'Longer ago', kind: 'wasted'},
  {band: 'never', label: 'Never', kind: 'wasted'},
  {band: 'unknown', label: 'Not known', kind: 'unknown'},
] as const;

const APPS: readonly {column: keyof Seat; label: string}[] = [
  {column: 'copilot_chat_last_activity_date', label: 'Copilot Chat'},
  {column: 'microsoft_365_copilot_last_activity_date', label: 'Microsoft 365 Copilot app'},
  {column: 'teams_last_activity_date', label: 'Teams'},
  {column: 'outlook_last_activity_date', label: 'Outlook'},
  {column: 'word_last_activity_date', label: 'Word'},
  {column: 'excel_last_activity_date', label: 'Excel'},
  {column: 'powerpoint_last_activity_date', label: 'PowerPoint'},
  {column: 'onenote_last_activity_date', label: 'OneNote'},
  {column: 'loop_last_activity_date', label: 'Loop'},
  {column: 'edge_last_activity_date', label: 'Edge'},
  {column: 'agent_last_activity_date', label: 'Agents'},
];

/** Departments and people of whom it is worth to know. */
const MAX_DEPARTMENTS = 12;

export function copilotSection(context: PageContext): Html {
  const seats = context.data.marts.m365__copilot_adoption;
  const missing = missingWords(context, 'm365__copilot_adoption');
  const isUnread = context.data.unread.some(({stream}) => stream === 'user_licenses');
  return pageSection({
    id: 'copilot',
    title: 'Copilot',
    lead: seats.length === 0 ? 'Whether Copilot seats are used.' : lead(context, seats),
    body:
      seats.length > 0
        ? html`${partlyKnown(missing)}${body(context, seats)}`
        : isUnread
          ? notKnown([tableWords('user_licenses')])
          : emptyNote('Nobody holds a Copilot seat.'),
  });
}

function isRecent({band}: Seat): boolean {
  return band === 'last_7_days' || band === 'last_30_days';
}

function isKnown({band}: Seat): boolean {
  return band !== 'unknown';
}

function lead({format}: PageContext, seats: readonly Seat[]): HtmlContent {
  const known = seats.filter(isKnown);
  const recent = seats.filter(isRecent);
  if (known.length === 0)
    return `Of ${format.number(seats.length)} Copilot seats, no use is known.`;
  return html`<strong>${format.number(recent.length)} of ${format.number(known.length)}</strong>
    Copilot seats ${known.length < seats.length ? 'whose use is known ' : ''}were used in the last
    30 days (${format.percent(recent.length / known.length)}).`;
}

function body(context: PageContext, seats: readonly Seat[]): HtmlContent {
  if (seats.every((seat) => !isKnown(seat))) return '';
  const rows = BANDS.map(({band, label, kind}) => ({
    label,
    kind,
    value: seats.filter((seat) => seat.band === band).length,
  }));
  return html`<div class="columns">
      <div>
        <h3>Last use</h3>
        ${barList(context, {caption: 'Copilot seats by last use', heading: 'Last use', unit: 'Seats', rows: rows.filter(({kind, value}) => kind !== 'unknown' || value > 0), total: seats.length})}
      </div>
      <div>
        <h3>Apps, last 30 days</h3>
        ${appList(context, seats)}
      </div>
    </div>
    <h3>Departments</h3>
    ${departmentTable(context, seats)} ${unusedTable(context, seats)}`;
}

/** Apps of which the report has no column of this version are left out. */
function appList(context: PageContext, seats: readonly Seat[]): Html {
  const since = thirtyDaysBefore(context.data.asOfDate ?? '1970-01-01');
  const rows = APPS.map(({column, label}) => {
    const days = seats.map((seat) => seat[column]).filter((day) => typeof day === 'string');
    return {
      label,
      kind: 'used' as const,
      value: days.filter((day) => day >= since).length,
      isKnown: days.length > 0,
    };
  })
    .filter(({isKnown}) => isKnown)
    .sort((a, b) => b.value - a.value);
  if (rows.length === 0) return emptyNote('The report names no app.');
  return barList(context, {
    caption: 'Copilot seats used by app in the last 30 days',
    heading: 'App',
    unit: 'Seats',
    rows,
    total: seats.length,
  });
}

function thirtyDaysBefore(day: string): string {
  return new Date(Date.parse(day) - 30 * 86_400_000).toISOString().slice(0, 10);
}

interface DepartmentRow {
  name: string;
  seats: number;
  recent: number;
  known: number;
}

function departmentTable(context: PageContext, seats: readonly Seat[]): Html {
  const {number, percent} = context.format;
  const rows: DepartmentRow[] = [...groupBy(seats, ({department}) => department ?? 'No department')]
    .map(([name, group]) => ({
      name,
      seats: group.length,
      recent: group.filter(isRecent).length,
      known: group.filter(isKnown).length,
    }))
    .sort((a, b) => b.seats - a.seats);
  const columns: TableColumn<DepartmentRow>[] = [
    {heading: 'Department', cell: ({name}) => name},
    {heading: 'Seats', kind: 'number', cell: (row) => number(row.seats)},
    {
      heading: 'Used in 30 days',
      kind: 'number',
      cell: ({recent, known}) => (known === 0 ? '–' : number(recent)),
    },
    {
      heading: 'Share',
      kind: 'number',
      cell: ({recent, known}) => (known === 0 ? '–' : percent(recent / known)),
    },
  ];
  const more = rows.length - MAX_DEPARTMENTS;
  return html`${dataTable({caption: 'Copilot seats by department', columns, rows: rows.slice(0, MAX_DEPARTMENTS)})}${
    more > 0 && html`<p class="note">And ${number(more)} departments with fewer seats.</p>`
  }`;
}

function unusedTable(context: PageContext, seats: readonly Seat[]): HtmlContent {
  const rows = seats
    .filter(({band}) => band === 'never' || band === 'older')
    .sort((a, b) => (a.last_activity_date ?? '').localeCompare(b.last_activity_date ?? ''));
  if (rows.length === 0) return '';
  const day = (value: string | null, without: string): string =>
    value === null ? without : context.format.date(value);
  const columns: TableColumn<Seat>[] = [
    {heading: 'Department', cell: ({department}) => department ?? 'none'},
    {
      heading: 'Last use',
      kind: 'day',
      cell: ({last_activity_date}) => day(last_activity_date, asWords('never')),
    },
    {
      heading: 'Seat since',
      kind: 'day',
      cell: ({seat_since_date}) => day(seat_since_date, 'not known'),
    },
  ];
  const caption = `${counted(context.format.number(rows.length), rows.length, 'seat')} without use for 90 days, or ever`;
  return peopleTable(context, {caption, mart: 'm365__copilot_adoption', rows, columns});
}
