/** Each section says what its rows say. */
import type {MartRow} from '../../../report/marts';
import {martRow, product, reportData, wastedSeat} from '../../support/report-data';
import {renderReport, sectionText} from '../../support/report-page';
import {reportTenant} from '../../support/report-tenant';

const PAGE = renderReport(reportTenant({users: 300}));

test('products add up to what is bought, assigned, in use, wasted and not known', () => {
  // Of ten users two have a seat that is in use.
  expect(sectionText(PAGE, 'products')).toContain('All products 321 300 60 201 30 ');
});

test('seats of a product that is suspended are neither in use nor wasted', () => {
  const suspended = product({usable_seats: 0, suspended_seats: 10, capability_status: 'Suspended'});
  const text = sectionText(
    renderReport(reportData({marts: {m365__seat_inventory: [suspended]}})),
    'products',
  );
  expect(text).toContain('suspended; 10 seats suspended 0 8 – 0 0');
});

test('an amount without some prices is marked, and one without any is no amount', () => {
  const seats = [
    wastedSeat({reason: 'inactive', monthly_value: 30}),
    wastedSeat({reason: 'inactive', monthly_value: null}),
    wastedSeat({reason: 'duplicate', monthly_value: null}),
  ];
  const data = reportData({
    settings: {hasPrices: true, currency: 'EUR'},
    marts: {m365__wasted_seats: seats, m365__seat_inventory: [product()]},
  });
  const text = sectionText(renderReport(data), 'summary');
  expect(text).toMatch(/Inactive .* 2 €30\s\*/);
  expect(text).toMatch(/Covered by another licence .* 1 no price/);
  expect(text).toContain('* Without 2 seats of which the price list has no price.');
});

function renewals(rows: Partial<MartRow['m365__renewals']>[]): string {
  const m365__renewals = rows.map((row, index) =>
    martRow('m365__renewals', {
      subscription_id: `subscription-${index}`,
      sku_id: 'sku-e3',
      product: 'Microsoft 365 E3',
      seats: 10,
      status: 'Enabled',
      wasted_seats: 4,
      ...row,
    }),
  );
  const marts = {m365__renewals, m365__seat_inventory: [product()]};
  return sectionText(renderReport(reportData({marts})), 'renewals');
}

test('renewals stand by their day, past ones last, and a product in several says so', () => {
  const text = renewals([
    {days_left: -3, next_lifecycle_date: '2026-11-25', status: 'Warning'},
    {days_left: 200, next_lifecycle_date: '2027-06-16'},
    {days_left: 40, next_lifecycle_date: '2027-01-07'},
    {days_left: null, next_lifecycle_date: null},
  ]);
  expect(text).toContain('One subscription is due in the next 90 days');
  expect(text).toMatch(
    /7 Jan 2027 40 .*16 Jun 2027 200 .*no day known not known .*25 Nov 2026 past/,
  );
  expect(text).toContain('4 in 4 subscriptions');
});

test('of Copilot, the share is of seats whose use is known', () => {
  const seats = (['last_7_days', 'never', 'unknown'] as const).map((band, index) =>
    martRow('m365__copilot_adoption', {
      seat_id: `seat-${index}`,
      user_id: `user-${index}`,
      department: band === 'unknown' ? 'Research' : 'Sales',
      band,
      last_activity_date: band === 'last_7_days' ? '2026-11-27' : null,
      word_last_activity_date: band === 'last_7_days' ? '2026-11-27' : null,
    }),
  );
  const text = sectionText(
    renderReport(reportData({marts: {m365__copilot_adoption: seats}})),
    'copilot',
  );
  expect(text).toContain(
    '1 of 2 Copilot seats whose use is known were used in the last 30 days (50%)',
  );
  expect(text).toMatch(/Sales 2 1 50% .*Research 1 – –/);
  expect(text).toContain('1 seat without use for 90 days, or ever');
});

test('of smaller licences, seats of which data is missing are counted apart', () => {
  const seats = [
    {fits_in: 'Microsoft 365 F3'},
    {blocked_by: 'archive,wasted'},
    {missing_data: 'mailbox_usage_detail'},
  ].map((values, index) =>
    martRow('m365__right_sizing', {
      seat_id: `seat-${index}`,
      user_id: `user-${index}`,
      product: 'Microsoft 365 E3',
      ...values,
    }),
  );
  const text = sectionText(
    renderReport(reportData({marts: {m365__right_sizing: seats}})),
    'right-sizing',
  );
  expect(text).toContain('1 of 2 E3 seats about which enough is known could use a smaller suite');
  expect(text).toContain('Not known: 1 seat; data is missing in: Mailbox sizes.');
  expect(text).toMatch(/Has an archive mailbox 1 100%/);
});

test('storage counts by share of the quota, and lists what is nearly full', () => {
  const shares = [0.1, 0.5, 0.9, 0.95, null];
  const stores = shares.map((share_of_quota, index) =>
    martRow('m365__storage', {
      storage_id: `mailbox-${index}`,
      kind: 'mailbox',
      user_id: `user-${index}`,
      account_state: index === 0 ? 'disabled' : 'enabled',
      storage_used_bytes: 1024 ** 3,
      share_of_quota,
    }),
  );
  const text = sectionText(renderReport(reportData({marts: {m365__storage: stores}})), 'storage');
  expect(text).toContain('Mailboxes take up 5 GB. Disabled accounts');
  expect(text).toContain('Disabled accounts keep 1 GB');
  expect(text).toMatch(
    /Under 25% full 1 20% .*50% to 75% 1 20% .*90% and more 2 40% No quota known 1 20%/,
  );
  expect(text).toMatch(/2 nearly full .*95% .*90%/);
});

test('changes are there once there are two days', () => {
  const day = (as_of_date: string, seats: number): object => ({
    ...{as_of_date, reason: 'inactive', confidence: 'probable', seats, unknown_seats: 0},
  });
  const sums = (days: object[]): string =>
    renderReport(
      reportData({
        sums: {
          m365__seat_history: days as never,
          m365__seat_changes: [
            {
              month_start_date: '2026-11-01',
              product: 'Microsoft 365 E3',
              given: 1,
              taken: 2,
              became_idle: 3,
              became_active: 4,
              reclaimed: 5,
              still_idle: 6,
            },
          ],
        },
      }),
    );
  expect(sums([day('2026-11-27', 9)])).not.toContain('id="changes"');
  const text = sectionText(sums([day('2026-11-27', 9), day('2026-11-28', 7)]), 'changes');
  expect(text).toContain('9 on 27 Nov 2026, 7 on 28 Nov 2026.');
  expect(text).toContain('Microsoft 365 E3 November 2026 1 2 5 3 4 6');
});
