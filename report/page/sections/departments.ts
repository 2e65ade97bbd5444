/** Where the wasted seats are: by department, cost centre and manager. */
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

type DepartmentCost = MartRow['m365__department_costs'];

interface UnitRow {
  name: string;
  seats: number;
  wasted: number;
  unknown: number;
  value: number | null;
  wastedValue: number | null;
  /** The others in one: too long a bar beside the bars of one each. */
  isRest: boolean;
}

const DIMENSIONS = [
  {dimension: 'department', title: 'Departments', heading: 'Department', none: 'No department'},
  {dimension: 'cost_center', title: 'Cost centres', heading: 'Cost centre', none: 'No cost centre'},
  {dimension: 'manager', title: 'Managers', heading: 'Manager', none: 'No manager'},
] as const;

/** Rows of a table at most; the others stand in one row, so that the sums are whole. */
const MAX_UNITS = 15;

export function departmentsSection(context: PageContext): Html {
  const rows = context.data.marts.m365__department_costs;
  const missing = missingWords(context, 'm365__department_costs');
  const tables = DIMENSIONS.map((parts) =>
    dimensionTable(
      context,
      parts,
      rows.filter(({dimension}) => dimension === parts.dimension),
    ),
  );
  return pageSection({
    id: 'departments',
    title: 'Departments, cost centres and managers',
    lead: 'Held seats of the people of each, how many of them are wasted, and the share of those that can be judged.',
    body:
      rows.length > 0
        ? html`${partlyKnown(missing)}${tables}`
        : missing.length > 0
          ? notKnown(missing)
          : emptyNote('Nobody holds a seat.'),
  });
}

function dimensionTable(
  context: PageContext,
  {title, heading, none}: (typeof DIMENSIONS)[number],
  rows: readonly DepartmentCost[],
): Html {
  const units = unitRows(rows, none);
  if (units.every(({name}) => name === none)) {
    return html`<h3>${title}</h3>
      ${emptyNote(`No ${heading.toLowerCase()} is known for anybody.`)}`;
  }
  const shown = withOthers(context, units, title);
  const {number} = context.format;
  const longest = Math.max(...shown.map(({seats, isRest}) => (isRest ? 0 : seats)), 1);
  const columns: TableColumn<UnitRow>[] = [
    {heading, cell: ({name}) => name},
    {
      heading: 'Held seats',
      kind: 'bar',
      cell: (unit) => !unit.isRest && unitBar(context, unit, longest),
    },
    {heading: 'Held', kind: 'number', cell: ({seats}) => number(seats)},
    {heading: 'Wasted', kind: 'number', cell: (unit) => wastedWords(context, unit)},
    {heading: 'Share', kind: 'number', cell: (unit) => shareWords(context, unit)},
    {heading: 'Not known', kind: 'number', cell: ({unknown}) => number(unknown)},
    ...moneyColumns<UnitRow>(context, [
      {heading: 'Value a month', kind: 'number', cell: ({value}) => valueWords(context, value)},
      {
        heading: 'Wasted a month',
        kind: 'number',
        cell: ({wastedValue}) => valueWords(context, wastedValue),
      },
    ]),
  ];
  return html`<h3>${title}</h3>
    ${dataTable({caption: `${title} by wasted seats`, columns, rows: shown})}`;
}

/** Where no seat can be judged, that none is known to be wasted says nothing. */
function isKnown({seats, unknown}: UnitRow): boolean {
  return unknown < seats;
}

function wastedWords({format}: PageContext, unit: UnitRow): HtmlContent {
  return isKnown(unit) ? html`<b>${format.number(unit.wasted)}</b>` : '–';
}

/** Of the seats that can be judged. */
function shareWords({format}: PageContext, unit: UnitRow): string {
  return isKnown(unit) ? format.percent(unit.wasted / (unit.seats - unit.unknown)) : '–';
}

function unitRows(rows: readonly DepartmentCost[], none: string): UnitRow[] {
  const groups = groupBy(rows, ({dimension_value}) => dimension_value ?? '(none)');
  return [...groups.values()]
    .map((group) => sumUnit(nameOf(group[0]!, none), group))
    .sort((a, b) => b.wasted - a.wasted || b.seats - a.seats);
}

function nameOf({dimension_value, dimension_name}: DepartmentCost, none: string): string {
  return dimension_value === '(none)' ? none : (dimension_name ?? dimension_value ?? none);
}

function sumUnit(name: string, rows: readonly DepartmentCost[]): UnitRow {
  return {
    name,
    seats: sumOf(rows.map(({seats}) => seats)),
    wasted: sumOf(rows.map(({wasted_seats}) => wasted_seats)),
    unknown: sumOf(rows.map(({unknown_seats}) => unknown_seats)),
    value: sumPriced(rows.map(({monthly_value}) => monthly_value)),
    wastedValue: sumPriced(rows.map(({wasted_monthly_value}) => wasted_monthly_value)),
    isRest: false,
  };
}

/** Null when nothing has a price; what has none is named where the page begins. */
function sumPriced(values: readonly (number | null)[]): number | null {
  return values.every((value) => value === null) ? null : sumOf(values);
}

function withOthers({format}: PageContext, units: readonly UnitRow[], title: string): UnitRow[] {
  if (units.length <= MAX_UNITS + 1) return [...units];
  const rest = units.slice(MAX_UNITS);
  return [
    ...units.slice(0, MAX_UNITS),
    {
      name: `${format.number(rest.length)} other ${title.toLowerCase()}`,
      seats: sumOf(rest.map(({seats}) => seats)),
      wasted: sumOf(rest.map(({wasted}) => wasted)),
      unknown: sumOf(rest.map(({unknown}) => unknown)),
      value: sumPriced(rest.map(({value}) => value)),
      wastedValue: sumPriced(rest.map(({wastedValue}) => wastedValue)),
      isRest: true,
    },
  ];
}

function unitBar({format}: PageContext, unit: UnitRow, longest: number): Html {
  const {name, seats, wasted, unknown} = unit;
  return stackedBar({
    title: `${name}: ${format.number(seats)} held seats, ${format.number(wasted)} wasted`,
    segments: [
      {
        kind: 'used',
        label: 'In use, new or excluded',
        value: Math.max(seats - wasted - unknown, 0),
      },
      {kind: 'wasted', label: 'Wasted', value: wasted},
      {kind: 'unknown', label: 'Not known', value: unknown},
    ],
    total: longest,
    number: format.number,
  });
}
