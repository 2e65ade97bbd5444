/** Made-up answers for the page of the report: every column has a value, and what a test is about is given. */
import {MARTS} from '../../report/marts';
import type {MartName, MartRow} from '../../report/marts';
import type {ListedRows, MartSums, ReportData, ReportSettings} from '../../report/report-data';

type Parts = Partial<Omit<ReportData, 'settings' | 'marts' | 'sums'>> & {
  settings?: Partial<ReportSettings>;
  marts?: Partial<ListedRows>;
  sums?: Partial<MartSums>;
};

const SETTINGS: ReportSettings = {
  inactiveDays: 90,
  newSeatGraceDays: 30,
  hasPrices: false,
  currency: null,
  excludedAccounts: 0,
};

const NO_ROWS: ListedRows = {
  m365__seat_inventory: [],
  m365__wasted_seats: [],
  m365__right_sizing: [],
  m365__renewals: [],
  m365__department_costs: [],
  m365__copilot_adoption: [],
  m365__storage: [],
  m365__admin_mfa_gaps: [],
};

const NO_SUMS: MartSums = {
  m365__license_assignments: [],
  m365__daily_activity: [],
  m365__seat_history: [],
  m365__seat_changes: [],
};

/** Nothing but what is given. */
export function reportData({settings, marts, sums, ...parts}: Parts = {}): ReportData {
  return {
    asOfDate: '2026-11-28',
    generatedAt: '2026-11-28T14:00:00Z',
    unread: [],
    notes: [],
    ...parts,
    settings: {...SETTINGS, ...settings},
    marts: {...NO_ROWS, ...marts},
    sums: {...NO_SUMS, ...sums},
  };
}

/** A row of a mart with null in every column that is not given. */
export function martRow<Mart extends MartName>(
  mart: Mart,
  values: Partial<MartRow[Mart]>,
): MartRow[Mart] {
  const nulls = MARTS[mart].columns.map(({name}) => [name, null] as const);
  return {...Object.fromEntries(nulls), ...values} as unknown as MartRow[Mart];
}

export function wastedSeat(
  values: Partial<MartRow['m365__wasted_seats']> = {},
): MartRow['m365__wasted_seats'] {
  return martRow('m365__wasted_seats', {
    wasted_seat_id: 'user-1_sku-e3',
    user_id: 'user-1',
    user_principal_name: 'ann@contoso.com',
    display_name: 'Ann Archer',
    account_enabled: true,
    department: 'Sales',
    sku_id: 'sku-e3',
    product: 'Microsoft 365 E3',
    reason: 'inactive',
    confidence: 'probable',
    seats: 1,
    assigned_through: 'group',
    seat_since_date: '2024-01-15',
    last_seen_date: '2026-02-24',
    last_seen_source: 'onedrive',
    days_idle: 277,
    saving_kind: 'reassignable',
    as_of_date: '2026-11-28',
    ...values,
  });
}

export function product(
  values: Partial<MartRow['m365__seat_inventory']> = {},
): MartRow['m365__seat_inventory'] {
  return martRow('m365__seat_inventory', {
    sku_id: 'sku-e3',
    sku_part_number: 'SPE_E3',
    product: 'Microsoft 365 E3',
    is_assigned_to_people: true,
    usable_seats: 10,
    warning_seats: 0,
    suspended_seats: 0,
    assigned_seats: 8,
    unassigned_seats: 2,
    over_assigned_seats: 0,
    held_in_scope: 8,
    buffer_seats: 0,
    wasted_certain_seats: 0,
    wasted_probable_seats: 0,
    wasted_review_seats: 0,
    wasted_excluded_seats: 0,
    unknown_seats: 0,
    capability_status: 'Enabled',
    is_trial: false,
    as_of_date: '2026-11-28',
    ...values,
  });
}
