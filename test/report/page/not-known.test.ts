/** What is not known is named, and is neither zero nor waste. */
import {martRow, product, reportData} from '../../support/report-data';
import {renderReport, sectionText, textOf} from '../../support/report-page';

describe('what is not known', () => {
  test('is neither zero nor waste: seats that cannot be judged have no share and no waste', () => {
    const unknown = product({held_in_scope: 8, unknown_seats: 8, missing_data: 'sign_in_activity'});
    const cost = martRow('m365__department_costs', {
      dimension: 'department',
      dimension_value: 'Sales',
      dimension_name: 'Sales',
      seats: 8,
      wasted_seats: 0,
      unknown_seats: 8,
    });
    const page = renderReport(
      reportData({marts: {m365__seat_inventory: [unknown], m365__department_costs: [cost]}}),
    );
    expect(sectionText(page, 'departments')).toContain('Sales 8 – – 8');
    expect(sectionText(page, 'products')).toContain('Microsoft 365 E3 10 8 – – 8');
    expect(sectionText(page, 'missing')).toContain('Use of 8 held seats');
  });

  test('streams that miss the same permission are one cause, with all that it costs', () => {
    const message = (stream: string): string =>
      `${stream}: Microsoft Graph refused access: 403 (request-id 1-${stream}). The token lacks AuditLog.Read.All. Nothing more is read.`;
    const unread = (['sign_in_activity', 'user_registration_details'] as const).map((stream) => ({
      stream,
      message: message(stream),
      marts:
        stream === 'sign_in_activity'
          ? (['m365__wasted_seats', 'm365__seat_history'] as const)
          : (['m365__admin_mfa_gaps'] as const),
    }));
    const judged = product({unknown_seats: 3, missing_data: 'sign_in_activity'});
    const page = renderReport(reportData({unread, marts: {m365__seat_inventory: [judged]}}));
    const text = sectionText(page, 'missing');
    expect(text.match(/lacks AuditLog/g)).toHaveLength(1);
    expect(text).toContain('Sign-ins and MFA registration');
    expect(text).toContain('3 held seats cannot be judged.');
    expect(text).toContain('Wasted seats , Administrators without MFA');
    expect(text).not.toMatch(/request-id|Changes/);
    expect(sectionText(page, 'administrators')).toContain(
      'Not known: MFA registration could not be read',
    );
    expect(sectionText(page, 'administrators')).not.toContain('Every enabled administrator');
  });

  test('an unread product list makes bought seats unknown, and no claim about the tenant', () => {
    const held = product({usable_seats: null, assigned_seats: null, capability_status: null});
    const unread = [{stream: 'subscribed_skus', message: 'No.', marts: []}];
    const page = renderReport(reportData({unread, marts: {m365__seat_inventory: [held]}}));
    expect(sectionText(page, 'products')).toContain('not known not known');
    expect(sectionText(page, 'products')).not.toContain('not among the products');
    expect(sectionText(page, 'summary')).not.toMatch(/Of 0 seats/);
  });

  test.each([
    ['m365__renewals', 'directory_subscriptions', 'renewals', 'No subscription'],
    ['m365__storage', 'mailbox_usage_detail', 'storage', 'No mailbox'],
    ['m365__daily_activity', 'office365_active_user_detail_daily', 'daily-use', 'No daily report'],
    ['m365__right_sizing', 'user_licenses', 'right-sizing', 'Nobody holds'],
    ['m365__copilot_adoption', 'user_licenses', 'copilot', 'Nobody holds'],
  ] as const)('%s without rows says whether it was read', (...row) => {
    const [mart, stream, id, nothing] = row;
    const read = sectionText(renderReport(reportData()), id);
    expect(read).toContain(nothing);
    const unread = [{stream, message: 'No.', marts: [mart]}];
    const text = sectionText(renderReport(reportData({unread})), id);
    expect(text).toContain('Not known:');
    expect(text).not.toContain(nothing);
  });

  test('a tenant without anything has a page that says so', () => {
    const text = textOf(renderReport(reportData({asOfDate: null})));
    expect(text).toContain('Nothing was read, so there are no answers.');
    expect(text).not.toMatch(/NaN|Infinity|undefined|null|Invalid/);
  });

  test('when all is known, the page says that', () => {
    const data = reportData({marts: {m365__seat_inventory: [product()]}});
    expect(sectionText(renderReport(data), 'missing')).toContain('Nothing is missing');
  });
});
