/** Enabled administrators whom a password alone lets in. */
import {emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import type {MartRow} from '../../marts';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {asWords, counted, listed, tableWords} from '../page-words';
import {peopleTable} from './people-table';

type Administrator = MartRow['m365__admin_mfa_gaps'];

export function administratorsSection(context: PageContext): Html {
  const rows = context.data.marts.m365__admin_mfa_gaps;
  const missing = missingWords(context, 'm365__admin_mfa_gaps');
  const isUnread = context.data.unread.some(({stream}) => stream === 'user_registration_details');
  const people = counted(context.format.number(rows.length), rows.length, 'enabled administrator');
  return pageSection({
    id: 'administrators',
    title: 'Administrators without MFA',
    lead:
      rows.length === 0
        ? 'Enabled administrators who have not registered for multifactor authentication.'
        : html`<strong>${people}</strong> ${rows.length === 1 ? 'has' : 'have'} no multifactor
            authentication that the tenant’s policy allows. This wastes no seat, but attackers try
            these accounts first.`,
    body:
      rows.length > 0
        ? html`${partlyKnown(missing)}${table(context, rows)}`
        : isUnread || context.data.asOfDate === null
          ? notKnown([tableWords('user_registration_details')])
          : emptyNote('Every enabled administrator whom Microsoft lists has registered.'),
  });
}

function table(context: PageContext, rows: readonly Administrator[]): Html {
  const yesNo = (value: boolean | null): string =>
    value === null ? 'not known' : value ? 'yes' : 'no';
  const columns: TableColumn<Administrator>[] = [
    {heading: 'Registered', cell: ({is_mfa_registered}) => yesNo(is_mfa_registered)},
    {heading: 'Usable for MFA', cell: ({is_mfa_capable}) => yesNo(is_mfa_capable)},
    {heading: 'Methods', cell: ({methods}) => methodWords(methods)},
    {
      heading: 'Last seen',
      kind: 'day',
      cell: ({last_seen_date: day}) => (day === null ? 'no day known' : context.format.date(day)),
    },
  ];
  return peopleTable(context, {
    caption: 'Administrators without MFA',
    mart: 'm365__admin_mfa_gaps',
    rows,
    columns,
  });
}

/** `mobilePhone` → `mobile phone`. */
function methodWords(methods: string | null): string {
  if (!methods) return 'none';
  const words = methods
    .split(',')
    .map((method) => method.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
  return asWords(listed(words));
}
