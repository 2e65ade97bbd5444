/** What becomes of the answers where data is missing and where the customer has settings. */
import type {Situation} from '../../../tenant/answers/situation';
import {SKU_IDS} from '../../../tenant/sku-catalogue';
import type {Tenant} from '../../../tenant/tenant';
import {startNamedTenant, Truth} from './truth';

const {SPE_E3, COPILOT, VISIOCLIENT} = SKU_IDS;

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startNamedTenant();
});

afterAll(() => tenant.close());

function truthIn(situation: Partial<Situation>): Truth {
  return new Truth(tenant, situation);
}

function wasteOf(truth: Truth, name: string): string[] {
  const rows = truth.rows('wasted_seats', {display_name: name});
  return rows.map((row) => `${row.reason}, ${row.confidence}`);
}

test('without sign-ins, use tells who works and who never did', () => {
  const truth = truthIn({hasSignIns: false});
  expect(wasteOf(truth, 'idle.but-teams')).toEqual([]);
  expect(wasteOf(truth, 'never')).toEqual(['never_signed_in, probable']);
  expect(wasteOf(truth, 'ninety-one-days')).toEqual(['inactive, probable']);
  expect(truth.answers.admin_mfa_gaps).toEqual([]);
});

test('without reports, sign-ins tell who works, and mailboxes are not known', () => {
  const truth = truthIn({reports: 'missing'});
  expect(wasteOf(truth, 'idle.but-teams')).toEqual(['inactive, probable']);
  expect(truth.rows('wasted_seats', {display_name: 'disabled'})).toMatchObject([
    {confidence: 'review', missing_data: 'mailbox_usage_detail'},
  ]);
  expect(truth.rows('seat_inventory', {sku_id: COPILOT})).toMatchObject([
    {held_in_scope: 9, unknown_seats: 9, missing_data: 'copilot_usage_user_detail'},
  ]);
  expect(truth.answers.storage).toEqual([]);
});

test('without both, only disabled accounts and duplicates are waste', () => {
  const truth = truthIn({hasSignIns: false, reports: 'missing'});
  const reasons = new Set(truth.answers.wasted_seats.map(({reason}) => reason));
  expect([...reasons].sort()).toEqual(['account_disabled', 'duplicate', 'unassigned']);
  expect(truth.rows('seat_inventory', {sku_id: VISIOCLIENT})).toMatchObject([
    {unknown_seats: 2, missing_data: 'office365_active_user_detail,sign_in_activity'},
  ]);
});

test('of concealed reports nothing is known but the numbers', () => {
  tenant.reports.concealed = true;
  const readDays = [{day: '2026-03-07', syncedAt: null}];
  const truth = truthIn({reports: 'concealed', readDays});
  tenant.reports.concealed = false;
  expect(new Set(truth.answers.storage.map((row) => row.account_state))).toEqual(
    new Set(['concealed']),
  );
  expect(new Set(truth.answers.daily_activity.map((row) => row.department))).toEqual(
    new Set(['(concealed)']),
  );
  expect(truth.rows('right_sizing', {display_name: 'fits.f3'})).toMatchObject([
    {
      fits_in: null,
      blocked_by: null,
      missing_data: 'm365_app_user_detail,mailbox_usage_detail,onedrive_usage_account_detail',
      uses_desktop_apps: null,
      mailbox_bytes: null,
    },
  ]);
});

test('people of other domains are not judged, and their seats are counted', () => {
  const truth = truthIn({domains: ['contoso.onmicrosoft.com']});
  const names = truth.answers.license_assignments.map((row) => row.display_name);
  expect(names).toEqual(['idle.guest']);
  const [row] = truth.rows('seat_inventory', {sku_id: SPE_E3});
  expect(row).toMatchObject({held_in_scope: 0, wasted_certain_seats: 0});
  expect(row?.assigned_seats).toBeGreaterThan(20);
});

test('an account on the list is excluded up to its last day', () => {
  const excludedAccounts = [
    {userPrincipalName: 'NEVER@contoso.com', until: '2026-03-10'},
    {userPrincipalName: 'both-ways@contoso.com', until: '2026-03-09'},
    {userPrincipalName: 'two-suites@contoso.com', until: null},
  ];
  const truth = truthIn({excludedAccounts});
  expect(wasteOf(truth, 'never')).toEqual(['never_signed_in, excluded']);
  expect(wasteOf(truth, 'both-ways')).toEqual(['inactive, probable']);
  expect(wasteOf(truth, 'two-suites')).toEqual(['duplicate, excluded']);
});

test.each([
  [1, {buffer_seats: 1, wasted: [2]}],
  [3, {buffer_seats: 3, wasted: []}],
  [9, {buffer_seats: 3, wasted: []}],
])('of three seats that nobody holds a reserve of %i keeps what it can', (reserve, expected) => {
  const truth = truthIn({seatBuffer: {OFFICESUBSCRIPTION: reserve}});
  const [row] = truth.rows('seat_inventory', {sku_part_number: 'OFFICESUBSCRIPTION'});
  expect(row).toMatchObject({unassigned_seats: 3, buffer_seats: expected.buffer_seats});
  const unassigned = truth.rows('wasted_seats', {
    reason: 'unassigned',
    product: 'Microsoft 365 Apps for Enterprise',
  });
  expect(unassigned.map(({seats}) => seats)).toEqual(expected.wasted);
});

test('without groups and subscriptions their columns are empty', () => {
  const truth = truthIn({hasGroups: false, hasSubscriptions: false});
  expect(truth.answers.renewals).toEqual([]);
  expect(new Set(truth.answers.license_assignments.map((row) => row.group_name))).toEqual(
    new Set([null]),
  );
  expect(new Set(truth.answers.seat_inventory.map((row) => row.is_trial))).toEqual(new Set([null]));
});

test('the first version of the Copilot report has no prompts', () => {
  const truth = truthIn({copilotVersion: 'v1'});
  expect(truth.rows('copilot_adoption', {display_name: 'copilot.seven-days'})).toMatchObject([
    {band: 'last_7_days', report_period_days: 30, prompts_submitted: null},
  ]);
});
