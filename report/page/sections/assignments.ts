/** By which ways seats are assigned, and which assignments fail. */
import {stackedBar} from '../charts/stacked-bar';
import {dataTable, emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {AssignmentSum} from '../../report-data';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {groupBy, sumOf} from '../totals';
import {listed} from '../page-words';

interface ProductWays {
  product: string;
  direct: number;
  group: number;
  other: number;
  failing: number;
  errors: readonly string[];
}

export function assignmentsSection(context: PageContext): Html {
  const sums = context.data.sums.m365__license_assignments;
  const missing = missingWords(context, 'm365__license_assignments');
  return pageSection({
    id: 'assignments',
    title: 'How seats are assigned',
    lead: 'To take back a seat that a group assigns, remove the user from the group. Take back a direct one on the user’s page.',
    body:
      sums.length > 0
        ? html`${partlyKnown(missing)}${waysTable(context, sums)}`
        : missing.length > 0
          ? notKnown(missing)
          : emptyNote('No licence is assigned.'),
  });
}

function isFailing({state, error}: AssignmentSum): boolean {
  return error !== null || state === 'Error' || state === 'ActiveWithError';
}

function waysOf(product: string, sums: readonly AssignmentSum[]): ProductWays {
  const count = (matches: (sum: AssignmentSum) => boolean): number =>
    sumOf(sums.filter(matches).map(({assignments}) => assignments));
  const errors = sums.filter(isFailing).map(({error, state}) => error ?? state ?? 'no error named');
  return {
    product,
    direct: count(({source}) => source === 'direct'),
    group: count(({source}) => source === 'group'),
    other: count(({source}) => source !== 'direct' && source !== 'group'),
    failing: count(isFailing),
    errors: [...new Set(errors)].sort(),
  };
}

function waysTable({format}: PageContext, sums: readonly AssignmentSum[]): Html {
  const {number} = format;
  const rows = [...groupBy(sums, ({product}) => product ?? 'not known')]
    .map(([product, group]) => waysOf(product, group))
    .sort((a, b) => b.direct + b.group + b.other - (a.direct + a.group + a.other));
  const longest = Math.max(...rows.map(({direct, group, other}) => direct + group + other), 1);
  const columns: TableColumn<ProductWays>[] = [
    {heading: 'Product', cell: ({product}) => product},
    {
      heading: 'Assignments',
      kind: 'bar',
      cell: ({product, direct, group, other}) =>
        stackedBar({
          title: `${product}: ${number(direct)} direct, ${number(group)} by groups`,
          segments: [
            {kind: 'used', label: 'Direct', value: direct},
            {kind: 'reserve', label: 'By groups', value: group},
            {kind: 'unknown', label: 'Not known', value: other},
          ],
          total: longest,
          number,
        }),
    },
    {heading: 'Direct', kind: 'number', cell: ({direct}) => number(direct)},
    {heading: 'By groups', kind: 'number', cell: ({group}) => number(group)},
    {heading: 'Failing', kind: 'number', cell: ({failing}) => number(failing)},
    {heading: 'Errors', cell: ({errors}) => errorWords(errors)},
  ];
  return dataTable({
    caption: 'Assignments by product; one person can have the same product in both ways',
    columns,
    rows,
  });
}

function errorWords(errors: readonly string[]): HtmlContent {
  return errors.length === 0 ? 'none' : listed(errors);
}
