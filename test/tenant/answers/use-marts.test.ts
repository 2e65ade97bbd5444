/** Some rows of the marts about use, renewals and administrators, written by hand. */
import {SKU_IDS} from '../../../tenant/sku-catalogue';
import type {Tenant} from '../../../tenant/tenant';
import {startNamedTenant, Truth} from './truth';

const {SPE_E3, POWER_BI_PRO, COPILOT, FLOW_FREE} = SKU_IDS;

const READ_DAYS = [
  {day: '2026-03-07', syncedAt: '2026-03-10T11:00:00Z'},
  {day: '2026-03-06', syncedAt: null},
];

let tenant: Tenant;
let truth: Truth;

beforeAll(async () => {
  tenant = await startNamedTenant();
  tenant.subscriptions.change('POWER_BI_PRO', {nextLifecycleDateTime: '2026-04-09T10:00:00Z'});
  truth = new Truth(tenant, {readDays: READ_DAYS});
});

afterAll(() => tenant.close());

test('an administrator without a second factor is listed with the methods', () => {
  expect(truth.answers.admin_mfa_gaps).toMatchObject([
    {display_name: 'admin.without-factors', is_mfa_registered: false, methods: 'email'},
    {
      display_name: 'admin.of-no-use',
      is_mfa_registered: true,
      is_mfa_capable: false,
      methods: 'email,mobilePhone',
      last_seen_date: '2026-03-08',
    },
  ]);
});

test('a subscription is counted down beside the waste of its product', () => {
  expect(truth.rows('renewals', {sku_id: POWER_BI_PRO})).toMatchObject([
    {seats: 5, is_trial: false, next_lifecycle_date: '2026-04-09', days_left: 30, wasted_seats: 4},
  ]);
  const shares = truth.rows('renewals', {sku_id: SPE_E3}).map(({seats}) => seats);
  expect(shares).toEqual([2, 3]);
  expect(truth.rows('renewals', {sku_id: FLOW_FREE})).toMatchObject([
    {next_lifecycle_date: null, days_left: null, wasted_seats: 0},
  ]);
});

test('a Copilot seat has the period of the second version of the report', () => {
  const seat = {display_name: 'copilot.eight-days', sku_id: COPILOT};
  expect(truth.rows('copilot_adoption', seat)).toMatchObject([
    {last_activity_date: '2026-03-02', report_period_days: 28, report_refresh_date: '2026-03-08'},
  ]);
});

test('a mailbox has its share of the quota', () => {
  const owner = 'too-large-for-e1@contoso.com';
  expect(truth.rows('storage', {kind: 'mailbox', user_principal_name: owner})).toMatchObject([
    {
      storage_id: `mailbox_2026-03-08|D30|${owner}`,
      user_id: truth.idOf('too-large-for-e1'),
      quota_bytes: 107374182400,
      share_of_quota: 0.5,
      has_archive: false,
    },
  ]);
  expect(truth.rows('storage', {kind: 'onedrive', user_principal_name: owner})).toMatchObject([
    {has_archive: null, storage_used_bytes: 1073741824, share_of_quota: 0.000195},
  ]);
});

test('a service has the active users of a department, and its holders', () => {
  const on = {department: 'Workshop', activity_date: '2026-03-07'};
  const said = truth
    .rows('daily_activity', on)
    .map((row) => [row.service, row.active_users, row.users, row.share]);
  // On that day nobody used the apps, so Microsoft 365 made no report about them.
  expect(said).toEqual([
    ['exchange', 2, 3, 0.666667],
    ['onedrive', 0, 3, 0],
    ['sharepoint', 0, 3, 0],
    ['teams', 2, 3, 0.666667],
    ['viva_engage', 0, 3, 0],
  ]);
  const apps = {service: 'microsoft_365_apps', department: 'Workshop'};
  expect(truth.rows('daily_activity', apps)).toMatchObject([
    {daily_activity_id: '2026-03-06|microsoft_365_apps|Workshop', active_users: 2, users: 3},
  ]);
});
