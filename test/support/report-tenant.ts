/** A whole tenant for the page of the report, made by counting: every section has something to show, and sums agree. */
import type {MartRow} from '../../report/marts';
import type {ReportData} from '../../report/report-data';
import {martRow, product, reportData} from './report-data';
import {administrator, copilotSeat, rightSizing, stores} from './report-person-rows';
import {DEPARTMENTS, PRODUCTS, personOf} from './report-people';
import type {Person, WastedSeat} from './report-people';

const FREE_SEATS = 7;
const DAY = '2026-11-28';

export interface TenantSize {
  users: number;
  hasPrices?: boolean;
}

/** One seat a user; of ten users seven have one that is waste or excluded. */
export function reportTenant({users, hasPrices = true}: TenantSize): ReportData {
  const people = Array.from({length: users}, (_, index) => personOf(index, hasPrices));
  const wasted = people.flatMap(({seat}) => (seat ? [seat] : []));
  const free = PRODUCTS.map((one) => freeSeats(one, hasPrices));
  return reportData({
    settings: {hasPrices, currency: hasPrices ? 'EUR' : null, excludedAccounts: 1},
    marts: {
      m365__wasted_seats: [...wasted, ...free],
      m365__seat_inventory: PRODUCTS.map((one) => inventoryRow(one, people, hasPrices)),
      m365__renewals: PRODUCTS.map((one, index) => renewal(one, index, wasted)),
      m365__department_costs: departmentRows(people, hasPrices),
      m365__right_sizing: people.slice(0, 200).map((person) => rightSizing(person, hasPrices)),
      m365__copilot_adoption: people.slice(0, 90).map(copilotSeat),
      m365__storage: people.slice(0, 80).flatMap(stores),
      m365__admin_mfa_gaps: people.slice(0, 3).map(administrator),
    },
    sums: {
      m365__daily_activity: dailySums(users),
      m365__license_assignments: [
        {
          product: 'Microsoft 365 E3',
          source: 'direct',
          state: 'Active',
          error: null,
          assignments: 5,
        },
        {
          product: 'Microsoft 365 E3',
          source: 'group',
          state: 'Error',
          error: 'CountViolation',
          assignments: 2,
        },
      ],
    },
  });
}

function freeSeats({sku_id, product: name, price}: Person['one'], hasPrices: boolean): WastedSeat {
  const known = hasPrices ? price : null;
  return martRow('m365__wasted_seats', {
    wasted_seat_id: `${sku_id}_unassigned`,
    sku_id,
    product: name,
    reason: 'unassigned',
    confidence: 'certain',
    seats: FREE_SEATS,
    monthly_price: known,
    currency: known === null ? null : 'EUR',
    monthly_value: known === null ? null : known * FREE_SEATS,
    saving_kind: 'reducible_at_renewal',
    as_of_date: DAY,
  });
}

function inventoryRow(
  {sku_id, product: name, price}: Person['one'],
  people: readonly Person[],
  hasPrices: boolean,
): MartRow['m365__seat_inventory'] {
  const holders = people.filter(({one}) => one.sku_id === sku_id);
  const count = (tier: string): number =>
    holders.filter(({seat}) => seat?.confidence === tier).length;
  const unknown = holders.filter(({verdict}) => verdict === 'unknown').length;
  const wasted = count('certain') + count('probable') + count('review') + FREE_SEATS;
  const known = hasPrices ? price : null;
  return product({
    sku_id,
    product: name,
    usable_seats: holders.length + FREE_SEATS,
    assigned_seats: holders.length,
    unassigned_seats: FREE_SEATS,
    held_in_scope: holders.length,
    wasted_certain_seats: count('certain') + FREE_SEATS,
    wasted_probable_seats: count('probable'),
    wasted_review_seats: count('review'),
    wasted_excluded_seats: count('excluded'),
    unknown_seats: unknown,
    missing_data: unknown > 0 ? 'sign_in_activity' : null,
    monthly_price: known,
    currency: known === null ? null : 'EUR',
    monthly_value: known === null ? null : known * (holders.length + FREE_SEATS),
    wasted_monthly_value: known === null ? null : known * wasted,
    next_renewal_at: '2027-01-15T00:00:00Z',
  });
}

function renewal(
  {sku_id, product: name}: Person['one'],
  index: number,
  wasted: readonly WastedSeat[],
): MartRow['m365__renewals'] {
  return martRow('m365__renewals', {
    subscription_id: `subscription-${index}`,
    sku_id,
    product: name,
    seats: 500,
    is_trial: false,
    status: 'Enabled',
    next_lifecycle_date: '2027-01-15',
    days_left: 48 + index * 100,
    wasted_seats: wasted.filter((seat) => seat.sku_id === sku_id).length,
  });
}

function departmentRows(
  people: readonly Person[],
  hasPrices: boolean,
): MartRow['m365__department_costs'][] {
  return DEPARTMENTS.flatMap((department) =>
    PRODUCTS.map(({sku_id, product: name, price}) => {
      const held = people.filter(
        (person) => person.department === department && person.one.sku_id === sku_id,
      );
      const wasted = held.filter(({seat}) => seat && seat.confidence !== 'excluded').length;
      const known = hasPrices ? price : null;
      return martRow('m365__department_costs', {
        department_cost_id: `department ${department} ${sku_id}`,
        dimension: 'department',
        dimension_value: department ?? '(none)',
        dimension_name: department ?? '(none)',
        sku_id,
        product: name,
        seats: held.length,
        wasted_seats: wasted,
        unknown_seats: held.filter(({verdict}) => verdict === 'unknown').length,
        monthly_price: known,
        monthly_value: known === null ? null : known * held.length,
        wasted_monthly_value: known === null ? null : known * wasted,
        as_of_date: DAY,
      });
    }),
  );
}

function dailySums(users: number): ReportData['sums']['m365__daily_activity'] {
  return (['exchange', 'teams'] as const).flatMap((service) =>
    [20, 21, 22, 23, 24, 25, 26].map((day) => ({
      activity_date: `2026-11-${day}`,
      service,
      active_users: Math.round(users * (day % 7 < 2 ? 0.2 : 0.8)),
      users,
    })),
  );
}
