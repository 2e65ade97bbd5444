/** The rows of m365__storage: mailboxes, and OneDrives. */
import type {User} from '../tenant';
import type {Company} from './company';
import {dayIn, nameIn} from './report-rows';
import type {ReportRow} from './report-rows';
import {rounded} from './row';
import type {Row} from './row';

type Owners = ReadonlyMap<string, User>;

interface Store {
  kind: 'mailbox' | 'onedrive';
  /** What tells the rows of the report apart: the name of the owner or the id of the site. */
  key: string;
  displayName: string | undefined;
  quota: string | undefined;
  items: string | undefined;
  hasArchive: boolean | null;
}

function mailbox(row: ReportRow): Store {
  return {
    kind: 'mailbox',
    key: nameIn(row),
    displayName: row['Display Name'],
    quota: row['Prohibit Send/Receive Quota (Byte)'],
    items: row['Item Count'],
    hasArchive: row['Has Archive'] === 'True',
  };
}

const NO_SITE = /^[0-]*$/;

/** Where names are concealed, all sites have the same id. */
function oneDrive(row: ReportRow): Store {
  const site = row['Site Id'] ?? '';
  return {
    kind: 'onedrive',
    key: NO_SITE.test(site) ? nameIn(row) : site,
    displayName: row['Owner Display Name'],
    quota: row['Storage Allocated (Byte)'],
    items: row['File Count'],
    hasArchive: null,
  };
}

function stateOf(owner: User | undefined, isConcealed: boolean): string {
  if (isConcealed) return 'concealed';
  if (!owner) return 'not_found';
  return owner.accountEnabled ? 'enabled' : 'disabled';
}

function storeRow(row: ReportRow, store: Store, owners: Owners | undefined): Row {
  const {kind, key, displayName, quota, items, hasArchive} = store;
  const owner = owners?.get(nameIn(row).toLowerCase());
  const refreshed = dayIn(row, 'Report Refresh Date') ?? '';
  const [used, full] = [Number(row['Storage Used (Byte)']), Number(quota)];
  return {
    storage_id: `${kind}_${refreshed}|D${row['Report Period']}|${key.toLowerCase()}`,
    kind,
    user_id: owner?.id ?? null,
    user_principal_name: nameIn(row),
    display_name: owner?.displayName ?? displayName ?? null,
    department: owner?.department ?? null,
    account_state: stateOf(owner, owners === undefined),
    storage_used_bytes: used,
    quota_bytes: full,
    share_of_quota: full > 0 ? rounded(used / full) : null,
    item_count: Number(items),
    has_archive: hasArchive,
    last_activity_date: dayIn(row, 'Last Activity Date') ?? null,
    report_refresh_date: refreshed,
  };
}

export function storage({reports, people, situation}: Company): Row[] {
  const byName = new Map(people.map(({user}) => [user.userPrincipalName.toLowerCase(), user]));
  const owners = situation.reports === 'concealed' ? undefined : byName;
  const mailboxes = reports.all('getMailboxUsageDetail');
  const oneDrives = reports.all('getOneDriveUsageAccountDetail');
  return [
    ...mailboxes.map((row) => storeRow(row, mailbox(row), owners)),
    ...oneDrives.map((row) => storeRow(row, oneDrive(row), owners)),
  ];
}
