/** Some rows of the marts about seats, written by hand. */
import {SKU_IDS} from '../../../tenant/sku-catalogue';
import type {Tenant} from '../../../tenant/tenant';
import {startNamedTenant, Truth} from './truth';

const {SPE_E3, POWER_BI_PRO, FLOW_FREE, PROJECTPREMIUM} = SKU_IDS;

const SITUATION = {
  prices: [
    {skuId: SPE_E3, monthlyPrice: 36.5, currency: 'EUR'},
    {skuPartNumber: 'POWER_BI_PRO', monthlyPrice: 9, currency: 'EUR'},
    {skuPartNumber: 'POWER_BI_PRO', monthlyPrice: 10, currency: 'EUR', validFrom: '2026-03-10'},
    {skuPartNumber: 'POWER_BI_PRO', monthlyPrice: 11, currency: 'EUR', validFrom: '2026-03-11'},
    {skuPartNumber: 'SPE_F1', monthlyPrice: 8, currency: 'EUR'},
  ],
};

let tenant: Tenant;
let truth: Truth;

beforeAll(async () => {
  tenant = await startNamedTenant();
  tenant.subscriptions.change('POWER_BI_PRO', {nextLifecycleDateTime: '2026-04-09T10:00:00Z'});
  truth = new Truth(tenant, SITUATION);
});

afterAll(() => tenant.close());

test('a wasted seat has its evidence and its price', () => {
  expect(truth.rows('wasted_seats', {display_name: 'workshop.idle'})).toEqual([
    {
      wasted_seat_id: `${truth.idOf('workshop.idle')}_${SPE_E3}`,
      user_id: truth.idOf('workshop.idle'),
      user_principal_name: 'workshop.idle@contoso.com',
      display_name: 'workshop.idle',
      account_enabled: true,
      user_type: 'Member',
      department: 'Workshop',
      cost_center: 'CC-2',
      country: expect.any(String) as string,
      manager_id: truth.idOf('workshop.lead'),
      sku_id: SPE_E3,
      product: 'Microsoft 365 E3',
      reason: 'inactive',
      confidence: 'probable',
      seats: 1,
      assigned_through: 'direct',
      assigned_by_group_ids: null,
      covered_by: null,
      seat_since_date: '2024-10-26',
      last_seen_date: '2025-08-22',
      last_seen_source: 'sign_in',
      days_idle: 200,
      missing_data: null,
      monthly_price: 36.5,
      currency: 'EUR',
      monthly_value: 36.5,
      saving_kind: 'reassignable',
      as_of_date: '2026-03-10',
    },
  ]);
});

test('seats that nobody holds are one row of their product', () => {
  expect(truth.rows('wasted_seats', {wasted_seat_id: `${POWER_BI_PRO}_unassigned`})).toMatchObject([
    {user_id: null, reason: 'unassigned', confidence: 'certain', seats: 1, monthly_value: 10},
  ]);
  expect(truth.rows('wasted_seats', {reason: 'unassigned', sku_id: FLOW_FREE})).toEqual([]);
});

test('the inventory counts the seats of a product by what is said of them', () => {
  expect(truth.rows('seat_inventory', {sku_id: POWER_BI_PRO})).toEqual([
    {
      sku_id: POWER_BI_PRO,
      sku_part_number: 'POWER_BI_PRO',
      product: 'Power BI Pro',
      is_assigned_to_people: true,
      usable_seats: 5,
      warning_seats: 0,
      suspended_seats: 0,
      assigned_seats: 4,
      unassigned_seats: 1,
      over_assigned_seats: 0,
      held_in_scope: 4,
      buffer_seats: 0,
      wasted_certain_seats: 2,
      wasted_probable_seats: 1,
      wasted_review_seats: 1,
      wasted_excluded_seats: 0,
      unknown_seats: 0,
      missing_data: null,
      monthly_price: 10,
      currency: 'EUR',
      monthly_value: 50,
      wasted_monthly_value: 40,
      capability_status: 'Enabled',
      next_renewal_at: '2026-04-09T10:00:00Z',
      is_trial: false,
      as_of_date: '2026-03-10',
    },
  ]);
});

test('a suspended product has no usable seat, and an unlisted one no number', () => {
  expect(truth.rows('seat_inventory', {sku_id: PROJECTPREMIUM})).toMatchObject([
    {usable_seats: 0, suspended_seats: 5, unassigned_seats: 0, over_assigned_seats: 0},
  ]);
  expect(truth.rows('seat_inventory', {product: 'Project for Office 365'})).toMatchObject([
    {
      sku_part_number: 'PROJECTCLIENT',
      usable_seats: null,
      over_assigned_seats: null,
      unknown_seats: 1,
      missing_data: 'office365_activations_user_detail',
      is_trial: null,
    },
  ]);
});

test('every way to a licence is a row', () => {
  const ways = truth.rows('license_assignments', {display_name: 'both-ways'});
  const told = ways.map((row) => [row.source, row.group_name, row.state, row.is_seat_held]);
  expect(told).toEqual([
    ['direct', null, 'Active', true],
    ['group', 'Licences: "Office", all', 'Active', true],
  ]);
  expect(truth.rows('license_assignments', {display_name: 'in-error'})).toMatchObject([
    {state: 'Error', error: 'CountViolation', is_seat_held: false, seat_since_date: null},
  ]);
  const user = truth.idOf('idle.seat-of-unknown-age');
  expect(truth.rows('license_assignments', {user_id: user})).toMatchObject([
    {user_license_id: `${user}_${POWER_BI_PRO}_unknown`, source: 'unknown', state: null},
  ]);
});

test('a smaller suite says what it saves', () => {
  expect(truth.rows('right_sizing', {display_name: 'fits.f3'})).toMatchObject([
    {
      fits_in: 'Microsoft 365 F3',
      missing_data: null,
      uses_desktop_apps: false,
      desktop_apps_period_days: 30,
      mailbox_bytes: 1073741824,
      onedrive_bytes: 1073741824,
      has_archive: false,
      monthly_price: 36.5,
      fits_in_monthly_price: 8,
      monthly_price_difference: 28.5,
    },
  ]);
  expect(truth.rows('right_sizing', {display_name: 'fits.office-f3'})).toMatchObject([
    {fits_in: 'Office 365 F3', monthly_price: null, monthly_price_difference: null},
  ]);
});

test('seats are counted by department, cost centre and manager', () => {
  const costs = ['department', 'cost_center', 'manager'].flatMap((dimension) =>
    truth
      .rows('department_costs', {dimension, sku_id: SPE_E3})
      .filter((row) => row.dimension_value !== '(none)')
      .map((row) => [row.dimension_name, row.seats, row.wasted_seats, row.monthly_value]),
  );
  expect(costs).toEqual([
    ['Workshop', 3, 1, 109.5],
    ['CC-1', 1, 0, 36.5],
    ['CC-2', 2, 1, 73],
    ['workshop.lead', 2, 1, 73],
  ]);
  const nobody = {dimension: 'manager', dimension_value: '(none)', sku_id: POWER_BI_PRO};
  expect(truth.rows('department_costs', nobody)).toMatchObject([
    {dimension_name: '(none)', seats: 4, wasted_seats: 3},
  ]);
});

test('the history keeps what is said of each held seat', () => {
  const seatId = `${truth.idOf('workshop.idle')}_${SPE_E3}`;
  expect(truth.rows('seat_history', {seat_id: seatId})).toMatchObject([
    {
      seat_history_id: `2026-03-10_${seatId}`,
      reason: 'inactive',
      confidence: 'probable',
      is_unknown: false,
      days_idle: 200,
      monthly_price: 36.5,
    },
  ]);
  expect(truth.rows('seat_history', {sku_id: FLOW_FREE})).toEqual([]);
});
