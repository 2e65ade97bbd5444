/** The file is safe to open and to send. */
import {createHash} from 'node:crypto';
import {martRow, reportData, wastedSeat} from '../../support/report-data';
import {renderReport, sectionText} from '../../support/report-page';
import {reportTenant} from '../../support/report-tenant';

const TENANT = reportTenant({users: 300});

describe('without names', () => {
  test('no name, address or id of a person is anywhere in the file, and seats of one stay together', () => {
    const page = renderReport(TENANT, {showNames: false});
    const people = [...page.matchAll(/Person Näme|person\.\d+@|user-\d+/g)].map(([text]) => text);
    expect(people).toEqual([]);
    const own = (changes: object): ReturnType<typeof wastedSeat> =>
      wastedSeat({display_name: 'Secret Name', user_id: 'user-7', ...changes});
    const seats = [own({wasted_seat_id: 'user-7_a'}), own({wasted_seat_id: 'user-7_b'})];
    const two = renderReport(reportData({marts: {m365__wasted_seats: seats}}), {showNames: false});
    expect(sectionText(two, 'list').match(/Person 1\b/g)).toHaveLength(2);
    expect(two).not.toMatch(/Secret|user-7/);
  });

  test('managers are people too', () => {
    const cost = martRow('m365__department_costs', {
      department_cost_id: 'manager user-9 sku-e3',
      dimension: 'manager',
      dimension_value: 'user-9',
      dimension_name: 'Secret Manager',
      seats: 3,
      wasted_seats: 1,
      unknown_seats: 0,
    });
    const data = reportData({marts: {m365__department_costs: [cost]}});
    const page = renderReport(data, {showNames: false});
    expect(page).not.toMatch(/Secret|user-9/);
    expect(sectionText(page, 'departments')).toContain('Person 1 3 1');
  });
});

describe('the file', () => {
  const page = renderReport(TENANT);

  test('the policy names its one style and its one script, and allows nothing else', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
    const hash = (element: string): string => {
      const [, text] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(page)!;
      return createHash('sha256').update(text!).digest('base64');
    };
    expect(policy!.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash('style')}'`,
      `script-src 'sha256-${hash('script')}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/ style="| on[a-z]+="|https?:\/\//);
  });

  test('the rows lie in it as JSON in which nothing can be markup', () => {
    const hostile = wastedSeat({display_name: '</script><script>x()</script><!--'});
    const text = renderReport(reportData({marts: {m365__wasted_seats: [hostile]}}));
    const [, json] = /id="list-data">(.*?)<\/script>/s.exec(text)!;
    expect(json).not.toContain('<');
    expect(JSON.stringify(JSON.parse(json!))).toContain('</script><script>x()</script><!--');
  });

  test('it is the same for the same data', () => {
    expect(renderReport(TENANT)).toBe(page);
  });

  test('every chart has a title', () => {
    const charts = page.match(/<svg[^>]*role="img".*?<\/svg>/gs)!;
    expect(charts.length).toBeGreaterThan(20);
    expect(charts.filter((chart) => !/<title>[^<]+<\/title>/.test(chart))).toEqual([]);
    expect(charts.filter((chart) => !/aria-label="[^"]+"/.test(chart))).toEqual([]);
  });
});
