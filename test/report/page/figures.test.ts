/** The figures of the page are those of the rows, and stand where they belong. */
import {product, reportData} from '../../support/report-data';
import {renderReport, sectionIds, sectionText, textOf} from '../../support/report-page';
import {reportTenant} from '../../support/report-tenant';

const TENANT = reportTenant({users: 300});

describe('the order', () => {
  test('what is not known comes before every figure, how numbers are made comes last', () => {
    expect(sectionIds(renderReport(TENANT))).toEqual([
      ...['missing', 'summary', 'products', 'renewals', 'departments', 'right-sizing', 'copilot'],
      ...['administrators', 'storage', 'daily-use', 'assignments', 'list', 'numbers'],
    ]);
  });

  test('every link inside the page leads to something', () => {
    const page = renderReport(TENANT);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !page.includes(`id="${id}"`))).toEqual([]);
  });
});

describe('figures', () => {
  // Of ten users: 2 certain, 2 probable, 2 to review, 1 excluded, 1 unknown; and 7 free seats of each of 3 products.
  test('seats by confidence and their sum are those of the rows', () => {
    const summary = sectionText(renderReport(TENANT), 'summary');
    expect(summary).toContain('Of 321 seats, 81 can be given back now and 120 more');
    expect(summary).toMatch(
      /Certain 81 seats .*Probable 60 seats .*Review first 60 seats .*Not known 30 seats/,
    );
    expect(summary).toMatch(/All reasons 81 60 60 201 /);
    expect(summary).toContain('Not in these sums: 30 seats');
  });

  test('money is the sum of the rows that have a price, and says how many have none', () => {
    const rows = TENANT.marts.m365__wasted_seats.filter(
      ({confidence}) => confidence !== 'excluded',
    );
    const sum = rows.reduce((total, {monthly_value}) => total + (monthly_value ?? 0), 0);
    const unpriced = rows.filter(({monthly_value}) => monthly_value === null);
    const seats = unpriced.reduce((total, row) => total + row.seats, 0);
    const summary = sectionText(renderReport(TENANT), 'summary');
    const euros = Math.round(sum).toLocaleString('en-GB');
    expect(summary).toContain(`Together they are worth €${euros}`);
    expect(summary).toContain(`Without ${seats} seats of which the price list has no price.`);
  });

  test('numbers have the form of the locale', () => {
    const page = renderReport(reportTenant({users: 20_000}), {locale: 'de-DE'});
    expect(sectionText(page, 'summary')).toContain('Of 20.021 seats, 4.021 can be given back now');
  });

  test('a product whose numbers differ is named with its difference', () => {
    const differing = [
      product({
        product: 'More assigned',
        assigned_seats: 11,
        over_assigned_seats: 1,
        held_in_scope: 11,
      }),
      product({product: 'Holders missing', assigned_seats: 8, held_in_scope: 5}),
      product({product: 'Holders more', assigned_seats: 8, held_in_scope: 9}),
      product({product: 'Equal'}),
    ];
    const text = sectionText(
      renderReport(reportData({marts: {m365__seat_inventory: differing}})),
      'products',
    );
    expect(text).toContain('More assigned : 1 seat more assigned than bought.');
    expect(text).toContain(
      'Holders missing : of 8 assigned seats, 3 are assigned without a holder',
    );
    expect(text).toContain('Holders more : 1 holder more than Microsoft counts');
    expect(text).not.toContain('Equal :');
    expect(text).not.toContain('equals the holders');
  });

  test('with domains, a difference is people outside of them', () => {
    const data = reportData({
      notes: [{kind: 'domains', domains: ['contoso.com']}],
      marts: {m365__seat_inventory: [product({held_in_scope: 5})]},
    });
    expect(sectionText(renderReport(data), 'products')).toContain('outside of the domains');
    expect(textOf(renderReport(data))).toContain('people of contoso.com only');
  });
});

describe('money', () => {
  test('without a price list there is none anywhere', () => {
    const page = renderReport(reportTenant({users: 300, hasPrices: false}));
    expect(textOf(page)).not.toMatch(/€|EUR|price|worth|a month/i);
    expect(page).not.toMatch(/"hasMoney":true/);
  });

  test('prices in two currencies have no sum, and the page says why', () => {
    const data = reportData({
      settings: {hasPrices: true, currency: 'EUR'},
      marts: {
        m365__seat_inventory: [
          product({sku_id: 'a', monthly_price: 1, currency: 'EUR', wasted_monthly_value: 9}),
          product({sku_id: 'b', monthly_price: 1, currency: 'USD', wasted_monthly_value: 9}),
        ],
      },
    });
    const page = renderReport(data);
    expect(sectionText(page, 'missing')).toContain('more than one currency: EUR and USD');
    expect(textOf(page)).not.toContain('€');
  });
});

describe('rows', () => {
  test('no more than were asked for stand in the page, and it says where the others are', () => {
    const page = renderReport(TENANT, {maxRows: 20});
    const list = page.slice(page.indexOf('id="list-table"'));
    expect(list.slice(0, list.indexOf('</table>')).match(/<tr>/g)).toHaveLength(21);
    expect(sectionText(page, 'list')).toContain(
      '20 of 213 rows at a time; the other 193 are in the CSV',
    );
  });

  test('all people stand in tables of people up to their limit, with where the others are', () => {
    const text = sectionText(renderReport(reportTenant({users: 300})), 'right-sizing');
    expect(text).toContain('50 seats that could use a smaller suite');
    expect(text).not.toContain('more are in the table');
    const more = [...TENANT.marts.m365__right_sizing, ...TENANT.marts.m365__right_sizing];
    const double = {...TENANT, marts: {...TENANT.marts, m365__right_sizing: more}};
    expect(sectionText(renderReport(double), 'right-sizing')).toContain(
      '50 more are in the table m365__right_sizing',
    );
  });
});
