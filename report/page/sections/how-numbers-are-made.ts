/** By which rule each number is made, from which rows, and what is not known of it. */
import {dataTable, pageSection} from '../components';
import type {TableColumn} from '../components';
import {REASON_WORDS} from '../../words';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {MartName} from '../../marts';
import type {ListedMart} from '../../report-data';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {listedFirst} from '../page-words';

interface NumberRule {
  what: string;
  rule: HtmlContent;
  mart: MartName;
}

export function numbersSection(context: PageContext): Html {
  const columns: TableColumn<NumberRule>[] = [
    {heading: 'Number', cell: ({what}) => what},
    {heading: 'Rule', cell: ({rule}) => rule},
    {
      heading: 'Made from',
      cell: ({mart}) => html`<code>${mart}</code> <small>${rowWords(context, mart)}</small>`,
    },
    {
      heading: 'Not read',
      cell: ({mart}) => listedFirst(missingWords(context, mart)) || 'nothing',
    },
  ];
  return pageSection({
    id: 'numbers',
    title: 'How each number is made',
    lead: html`All days are counted back from
    ${context.data.asOfDate === null ? 'the day of the data' : context.format.date(context.data.asOfDate)}
    (UTC), the day of the newest data. The rules are those of the dbt package microsoft_365; its
    README has them in full.`,
    body: html`${dataTable({caption: 'Numbers and their rules', columns, rows: rules(context)})}${notMeasured()}`,
  });
}

function rowWords({data, format}: PageContext, mart: MartName): string {
  const rows = mart in data.marts ? data.marts[mart as ListedMart].length : null;
  return rows === null ? 'sums' : `${format.number(rows)} row${rows === 1 ? '' : 's'}`;
}

function rules({data, format}: PageContext): NumberRule[] {
  const days = format.number(data.settings.inactiveDays);
  const grace = format.number(data.settings.newSeatGraceDays);
  return [
    {
      what: 'A seat',
      mart: 'm365__license_assignments',
      rule: 'A person and a product that is held. Somebody who has it directly and by a group holds one seat.',
    },
    {
      what: 'Last seen',
      mart: 'm365__wasted_seats',
      rule: 'The later of the last successful sign-in and the last use in any report about people. Attempts to sign in do not count, and neither does mail from others.',
    },
    {
      what: REASON_WORDS.account_disabled,
      mart: 'm365__wasted_seats',
      rule: 'Sign-in is blocked. Certain, unless the product includes a mailbox that is over 50 GB, has an archive, or is not known: then review.',
    },
    {
      what: REASON_WORDS.duplicate,
      mart: 'm365__wasted_seats',
      rule: 'The person holds another product that has all services of this one. Certain.',
    },
    {
      what: REASON_WORDS.never_signed_in,
      mart: 'm365__wasted_seats',
      rule: `There is data about the person, and no day of sign-in or use in it. Probable when the seat is older than ${grace} days, else to review.`,
    },
    {
      what: REASON_WORDS.inactive,
      mart: 'm365__wasted_seats',
      rule: `Last seen more than ${days} days ago. Probable when the seat is older than ${grace} days, else to review.`,
    },
    {
      what: REASON_WORDS.product_not_used,
      mart: 'm365__wasted_seats',
      rule: `Copilot: not used for more than ${days} days. Visio, Project and Microsoft 365 Apps: never activated. To review.`,
    },
    {
      what: REASON_WORDS.unassigned,
      mart: 'm365__seat_inventory',
      rule: 'Usable seats without a holder, beyond your reserve. Certain.',
    },
    {
      what: 'One reason a seat',
      mart: 'm365__wasted_seats',
      rule: `The first in this order is taken, so no seat is counted twice. Accounts younger than ${grace} days are waste only when they are disabled or hold a duplicate.`,
    },
    {
      what: 'Not known',
      mart: 'm365__seat_inventory',
      rule: 'Held seats of people about whom there is no data on sign-in and use, or of products whose report leaves the person out. In no sum.',
    },
    {
      what: 'In use or new',
      mart: 'm365__seat_inventory',
      rule: 'Held seats that are neither wasted, nor excluded, nor not known.',
    },
    ...(data.settings.hasPrices
      ? [
          {
            what: 'Money',
            mart: 'm365__seat_inventory' as const,
            rule: 'The newest price of your list that is valid on the day, times seats. Excluded seats have no wasted value. A year is twelve months.',
          },
        ]
      : []),
    {
      what: 'Smaller licences',
      mart: 'm365__right_sizing',
      rule: 'E3 seats of people without use of desktop apps and without an archive, whose mailbox and OneDrive are within the limits: 2 GB each for F3, 50 GB and 1 TB for E1.',
    },
    {
      what: 'Renewals',
      mart: 'm365__renewals',
      rule: 'The day on which the subscription moves on to its next status, as Microsoft Entra ID says.',
    },
    {
      what: 'Departments',
      mart: 'm365__department_costs',
      rule: 'Held seats by the department, cost centre and manager of their holder.',
    },
    {
      what: 'Copilot',
      mart: 'm365__copilot_adoption',
      rule: 'Last day with Copilot in any app, of everybody who holds a seat.',
    },
    {
      what: 'Storage',
      mart: 'm365__storage',
      rule: 'Mailboxes and OneDrives with their quota at which they take no more.',
    },
    {
      what: 'Administrators without MFA',
      mart: 'm365__admin_mfa_gaps',
      rule: 'Enabled administrators who have not registered, or registered only methods that the policy of the tenant does not allow.',
    },
    {
      what: 'Daily use',
      mart: 'm365__daily_activity',
      rule: 'Users whose last day of activity is the day, in the report of that day.',
    },
  ];
}

function notMeasured(): Html {
  return html`<h3>What no report shows</h3>
    <ul class="facts">
      <li>
        Use of Power BI, Teams Phone, Defender, Purview and Microsoft Entra ID P2. So there is no
        verdict on E5.
      </li>
      <li>
        Litigation holds, shared mailboxes and people on leave. Put such accounts on the list of
        exceptions (<code>--exclude</code>).
      </li>
    </ul>`;
}
