/** What the demo prints agrees with itself, with the marts that the report shows, and with the tenant. */
import {copilotUse} from '../../demo/insights/copilot-use';
import {mfaCoverage} from '../../demo/insights/mfa-coverage';
import {seats} from '../../demo/insights/seats';
import {storage} from '../../demo/insights/storage';
import {unusedLicences} from '../../demo/insights/unused-licences';
import {formatNumber} from '../../demo/table';
import type {Table} from '../../demo/table';
import {applyDailyChanges} from '../../demo/tenant-changes';
import {tablesFrom} from '../../demo/warehouse';
import type {Tables} from '../../demo/warehouse';
import {answers} from '../../tenant/answers/answers';
import type {Answers} from '../../tenant/answers/answers';
import {USUAL} from '../../tenant/answers/situation';
import {ALL_ROLES} from '../../tenant/tenant-options';
import type {Tenant, User} from '../../tenant/tenant';
import {catalogOf} from '../support/connection';
import {Connector} from '../support/connector';
import {signInRows} from '../support/expected-rows';
import {openTenant} from '../support/tenants';
import {now} from '../support/test-date';
import {useResident} from '../support/use-resident';

useResident();

const STREAMS = [
  'copilot_usage_user_detail',
  'mailbox_usage_detail',
  'onedrive_usage_account_detail',
  'sign_in_activity',
  'subscribed_skus',
  'user_registration_details',
  'users',
];
const COPILOT = 'Microsoft Copilot for Microsoft 365';
const EVERYBODY = 'Users with a licence';
const NINETY_DAYS_MS = 90 * 86_400_000;

let tenant: Tenant;
let tables: Tables;
let marts: Answers;

/** The state in which the demo prints them: after a day of changes. */
beforeAll(async () => {
  tenant = await openTenant({users: 1000, roles: ALL_ROLES});
  applyDailyChanges(tenant, now());
  const files = {config: tenant.settings(), catalog: catalogOf('full_refresh', STREAMS)};
  const {messages} = await new Connector(tenant).run(['read'], {files});
  tables = tablesFrom(
    messages,
    STREAMS.map((name) => ({name})),
  );
  const asOf = new Date(now()).toISOString().slice(0, 10);
  marts = answers(tenant, {...USUAL, asOf});
});

/** The row that begins with this, and a column of it as a number. */
function cell(table: Table | undefined, row: string, column: string): number {
  const at = table!.columns.findIndex(({title}) => title === column);
  const text = table!.rows.find(([first]) => first === row)?.[at];
  if (at < 0 || text === undefined) throw new Error(`No ${column} of ${row} in ${table!.title}.`);
  return Number(text.replaceAll(',', ''));
}

function printed(): Record<'seats' | 'unused' | 'mfa' | 'copilot' | 'storage', Table> {
  return {
    seats: seats(tables)!,
    unused: unusedLicences(tables, now())!,
    mfa: mfaCoverage(tables)!,
    copilot: copilotUse(tables)!,
    storage: storage(tables)!,
  };
}

function holdersOf(skuId?: string): User[] {
  return [...tenant.directory.all()].filter(({assignedLicenses}) =>
    assignedLicenses.some((licence) => skuId === undefined || licence.skuId === skuId),
  );
}

function isIdle(user: User): boolean {
  const since = signInRows([user]).get(user.id)!['last_use_at'] ?? user.createdDateTime;
  return now() - Date.parse(since as string) > NINETY_DAYS_MS;
}

test('seats are those of the marts: bought, assigned and free', () => {
  const shown = printed().seats;
  const inventory = marts.seat_inventory;
  expect(shown.rows.length).toBe(inventory.length);
  expect(inventory.length).toBeGreaterThan(10);
  for (const row of inventory) {
    const product = String(row['product']);
    const numbers = ['bought', 'assigned', 'free'].map((name) => cell(shown, product, name));
    const expected = ['usable_seats', 'assigned_seats', 'unassigned_seats'];
    expect([product, ...numbers]).toEqual([product, ...expected.map((name) => row[name])]);
  }
});

test('free is what is bought and not assigned, in every row', () => {
  const {rows} = printed().seats;
  const numbers = rows.map((row) =>
    row.slice(1, 4).map((text) => Number(text.replaceAll(',', ''))),
  );
  for (const [bought = 0, assigned = 0, free] of numbers) {
    expect(free).toBe(Math.max(0, bought - assigned));
  }
});

test('a product has as many holders as seats are assigned', () => {
  const {seats: shown, unused} = printed();
  const products = unused.rows.map(([product]) => product!).filter((name) => name !== EVERYBODY);
  expect(products.length).toBeGreaterThan(10);
  for (const product of products) {
    const {skuId} = tenant.skus.list().find((sku) => nameOf(sku.skuId) === product)!;
    const holders = holdersOf(skuId);
    expect([product, cell(unused, product, 'holders')]).toEqual([product, holders.length]);
    expect([product, cell(shown, product, 'assigned')]).toEqual([product, holders.length]);
    const idle = cell(unused, product, 'not for 90 days') + cell(unused, product, 'unknown');
    expect(idle).toBeLessThanOrEqual(holders.length);
  }
});

function nameOf(skuId: string): string {
  const row = tables.get('subscribed_skus')!.find((sku) => sku['skuId'] === skuId)!;
  return String(row['sku_name']);
}

test('users with a licence are as many in each table, and members and guests add up', () => {
  const {unused, mfa} = printed();
  const licensed = holdersOf().length;
  expect(cell(unused, EVERYBODY, 'holders')).toBe(licensed);
  expect(cell(mfa, EVERYBODY, 'users')).toBe(licensed);
  for (const column of ['users', 'registered', 'and capable', 'not registered', 'unknown']) {
    const parts = ['Members', 'Guests'].map((who) => cell(mfa, who, column));
    expect(parts[0]! + parts[1]!).toBe(cell(mfa, EVERYBODY, column));
  }
});

test('who has not signed in for 90 days is whom the tenant says so, and unknown is who has no date', () => {
  const {unused} = printed();
  const known = holdersOf().filter((user) => tables.get('sign_in_activity')!.some(isOf(user)));
  const judged = known.filter(hasDate);
  expect(cell(unused, EVERYBODY, 'unknown')).toBe(holdersOf().length - judged.length);
  expect(cell(unused, EVERYBODY, 'not for 90 days')).toBe(judged.filter(isIdle).length);
});

function isOf({id}: User): (row: Record<string, unknown>) => boolean {
  return (row) => row['id'] === id;
}

function hasDate(user: User): boolean {
  const row = signInRows([user]).get(user.id)!;
  return typeof (row['last_use_at'] ?? user.createdDateTime) === 'string';
}

test('the users of Copilot are the holders of its seats and those that the marts count', () => {
  const {copilot, seats: shown} = printed();
  const assigned = cell(shown, COPILOT, 'assigned');
  expect(copilot.title).toContain(` ${formatNumber(assigned)} licence holders `);
  const used = marts.copilot_adoption.filter(isUsed);
  expect(cell(copilot, 'Anywhere', 'users')).toBe(used.length);
});

/** Within 30 days before the day of the report. */
function isUsed(row: Answers['copilot_adoption'][number]): boolean {
  const [refreshed, last] = [row['report_refresh_date'], row['last_activity_date']];
  return Date.parse(refreshed as string) - Date.parse(last as string) < 30 * 86_400_000;
}

test('the accounts with storage are those of the marts', () => {
  const ids = marts.storage.map((row) => String(row['storage_id']));
  const {storage: shown} = printed();
  for (const [where, kind] of [
    ['Mailboxes', 'mailbox'],
    ['OneDrive', 'onedrive'],
  ] as const) {
    const count = ids.filter((id) => id.startsWith(`${kind}_`)).length;
    expect(count).toBeGreaterThan(100);
    expect(cell(shown, where, 'accounts')).toBe(count);
  }
});
