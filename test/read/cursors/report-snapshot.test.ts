import {errorFields} from '../../../src/errors';
import {FakePages, cursorOf, read} from '../../support/fake-pages';
import type {Outcome, ReadOptions} from '../../support/fake-pages';
import {FakeReports, HEADER, csv, reportStream} from '../../support/fake-reports';

const MAILS = reportStream();
const FOREVER = reportStream({report: {takes: 'nothing', naturalKey: ['userPrincipalName']}});
const ANN = 'ann@contoso.com';
const BOB = 'bob@fabrikam.com';
const HASH = 'E58EEF6A6BBD3D0293CB306D24A42057';

function snapshot(text: string, period = 'D30'): FakeReports {
  return new FakeReports().answer(`period='${period}'`, text);
}

async function readSnapshot(fake: FakeReports, options: ReadOptions = {}): Promise<Outcome> {
  const outcome = await read(MAILS, new FakePages(), {report: fake.report, ...options});
  expect(fake.closed).toBe(fake.opened);
  return outcome;
}

async function firstState(): Promise<Record<string, unknown>> {
  return (await readSnapshot(snapshot(csv('2026-02-27', ANN)))).states[0]!;
}

test('a snapshot gives its rows and a state with its refresh date', async () => {
  const outcome = await readSnapshot(snapshot(csv('2026-02-27', ANN, BOB)));
  expect(outcome.order).toEqual([
    `row 2026-02-27|D30|${ANN}`,
    `row 2026-02-27|D30|${BOB}`,
    'state',
  ]);
  expect(cursorOf(outcome)).toEqual({reportRefreshDate: '2026-02-27'});
});

test.each<[period: string, days: number | null]>([
  ['D7', 7],
  ['D30', 30],
  ['D90', 90],
  ['D180', 180],
  // Not a period of Graph, nor a name that every object has.
  ['D60', null],
  ['constructor', null],
])('a row without a period has the one that was asked for: %s', async (period, days) => {
  const text = csv('2026-02-27', ANN).replace(/,7\r/, ',\r');
  const {rows} = await readSnapshot(snapshot(text, period), {reportPeriod: period});
  expect(rows.map((row) => row['reportPeriod'])).toEqual([days]);
});

describe('a snapshot that was delivered', () => {
  test.each(['2026-02-27', '2026-02-26'])(
    'gives nothing and is cut where it is of %s again',
    async (day) => {
      const fake = snapshot(csv(day, ANN));
      const outcome = await readSnapshot(fake, {state: await firstState()});
      expect(outcome.order).toEqual(['state']);
      expect(fake.cut).toEqual(["period='D30'"]);
      expect(cursorOf(outcome)).toEqual({reportRefreshDate: '2026-02-27'});
      expect(outcome.log).toEqual([]);
    },
  );

  test('is followed by a newer one', async () => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-28', ANN)), {
      state: await firstState(),
    });
    expect(outcome.order).toEqual([`row 2026-02-28|D30|${ANN}`, 'state']);
    expect(cursorOf(outcome)).toEqual({reportRefreshDate: '2026-02-28'});
  });

  test('is delivered over another period, and that is said', async () => {
    const fake = snapshot(csv('2026-02-27', ANN), 'D7');
    const outcome = await readSnapshot(fake, {state: await firstState(), reportPeriod: 'D7'});
    expect(outcome.order).toEqual([`row 2026-02-27|D7|${ANN}`, 'state']);
    expect(outcome.log.join()).toContain('changed since the last sync: report_period');
  });

  test('is delivered again in a full refresh', async () => {
    const options = {state: await firstState(), fullRefresh: true};
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', ANN)), options);
    expect(outcome.order).toEqual([`row 2026-02-27|D30|${ANN}`, 'state']);
    expect(outcome.states).toMatchObject([{__ab_full_refresh_sync_complete: true}]);
  });
});

describe('a report without rows', () => {
  test('at first leaves no date', async () => {
    const outcome = await readSnapshot(snapshot(`${HEADER}\r\n`));
    expect(outcome.order).toEqual(['state']);
    expect(cursorOf(outcome)).toEqual({reportRefreshDate: null});
  });

  test('later keeps the date', async () => {
    const outcome = await readSnapshot(snapshot(`${HEADER}\r\n`), {state: await firstState()});
    expect(cursorOf(outcome)).toEqual({reportRefreshDate: '2026-02-27'});
  });
});

test('a report without a period is asked for without one, and a change of it does not matter', async () => {
  const fake = new FakeReports().answer('', csv('2026-02-27', ANN), csv('2026-02-27', ANN));
  const first = await read(FOREVER, new FakePages(), {report: fake.report});
  expect(first.order).toEqual([`row 2026-02-27|ALL|${ANN}`, 'state']);
  const options = {report: fake.report, state: first.states[0]!, reportPeriod: 'D7'};
  const second = await read(FOREVER, new FakePages(), options);
  expect(second.order).toEqual(['state']);
  expect(second.log).toEqual([]);
});

describe('domains', () => {
  const domains = ['contoso.com'];

  test('leave out and count whom the report has beyond them', async () => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', ANN, BOB, '')), {domains});
    expect(outcome.order).toEqual([`row 2026-02-27|D30|${ANN}`, 'state']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 1});
  });

  test('cannot be told of concealed names, so the stream is denied', async () => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', HASH)), {domains});
    expect(errorFields(outcome.error).condition).toBe('names_concealed');
    expect(outcome.error?.message).toContain('the names in usage reports are concealed');
    expect(outcome.error?.message).toContain('set domains to *');
    expect(outcome.order).toEqual([]);
  });

  test.each<[what: string, names: string[]]>([
    ['has hashes in lower case', [HASH.toLowerCase(), HASH.toLowerCase()]],
    ['has digests of 64 digits', [HASH.repeat(2)]],
    ['has a notation that nobody knows', ['k3Rj0Q==', 'pF9/x1==']],
    ['has GUIDs', ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '']],
    ['has pseudonyms in one of the domains', ['<PII:H105(a1)>@contoso.com', '<PII:H105(b2)>']],
    ['has pseudonyms behind rows without a name', ['', '(Unknown)', HASH]],
    ['has nothing in the column', ['', '']],
    ['has a word in place of each name', ['(Unknown)', '--', '(unknown)']],
  ])('deny a report that %s, before its first row', async (_what, names) => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', ...names)), {domains});
    expect(errorFields(outcome.error).condition).toBe('names_concealed');
    expect(outcome.error?.message).toMatch(
      names.some((name) => /^[A-Za-z0-9<]/.test(name)) ? /are concealed/ : /names no user/,
    );
    expect([outcome.order, outcome.log]).toEqual([[], []]);
    const everyone = await readSnapshot(snapshot(csv('2026-02-27', ...names)));
    expect(everyone.rows.map((row) => row['names_concealed'])).toEqual(names.map(() => true));
  });

  test('leave out and count rows without a name beside a single one that has one', async () => {
    const names = ['(Unknown)', '', 'svc', ANN, '--'];
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', ...names)), {domains});
    expect(outcome.order).toEqual([`row 2026-02-27|D30|${ANN}`, 'state']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 3, concealedName: 0});
    const everyone = await readSnapshot(snapshot(csv('2026-02-27', ...names)));
    expect(everyone.rows.some((row) => row['names_concealed'])).toBe(false);
  });

  test('leave out, count and tell pseudonyms beside names', async () => {
    const names = [HASH, BOB, ANN, '<PII:H105(a1)>@contoso.com'];
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', ...names)), {domains});
    expect(outcome.order).toEqual([`row 2026-02-27|D30|${ANN}`, 'state']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 0, concealedName: 2});
    expect(outcome.log).toEqual([expect.stringMatching(/^WARN 2 rows have a concealed name /)]);
  });

  test('are met by nobody where all names are of others', async () => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', BOB)), {domains});
    expect([outcome.order, outcome.error]).toEqual([['state'], undefined]);
  });

  test('* takes concealed names, and rows without any', async () => {
    const outcome = await readSnapshot(snapshot(csv('2026-02-27', HASH, '')));
    expect(outcome.order).toEqual([
      `row 2026-02-27|D30|${HASH.toLowerCase()}`,
      'row 2026-02-27|D30|row-3',
      'state',
    ]);
  });
});

test('columns that are not known are named once', async () => {
  const text = `${HEADER},Fax Count\r\n2026-02-27,a@b.c,False,1,7,5\r\n2026-02-27,b@b.c,False,1,7,6\r\n`;
  const outcome = await readSnapshot(snapshot(text));
  expect(outcome.log).toEqual([
    'INFO these columns are not known and go into other_columns: Fax Count',
  ]);
  expect(outcome.rows.map((row) => row['other_columns'])).toEqual([
    {'Fax Count': '5'},
    {'Fax Count': '6'},
  ]);
});

test('a header in other words is that of the report, and its refresh date counts', async () => {
  const text = csv('2026-02-27', ANN).replace(HEADER, ` \ufeff${HEADER.toUpperCase()}`);
  const outcome = await readSnapshot(snapshot(text));
  expect(outcome.order).toEqual([`row 2026-02-27|D30|${ANN}`, 'state']);
  expect(outcome.rows[0]).toMatchObject({reportRefreshDate: '2026-02-27', other_columns: null});
});

test.each([
  [{line: 7, count: 1}, 'doubled. The text'],
  [{line: 7, count: 3}, 'doubled, and 2 more. The text'],
])('quotes that are not doubled (%j) are told once', async (bareQuotes, says) => {
  const fake = snapshot(csv('2026-02-27', 'a"nn@contoso.com', BOB));
  const report: FakeReports['report'] = async (...asked) => ({
    ...(await fake.report(...asked)),
    bareQuotes,
  });
  const outcome = await read(MAILS, new FakePages(), {report});
  expect(outcome.rows.map((row) => row['userPrincipalName'])).toEqual(['a"nn@contoso.com', BOB]);
  expect(outcome.log).toEqual([expect.stringContaining('WARN line 7 of the report is malformed')]);
  expect(outcome.log[0]).toContain(says);
});

test('a damaged report names its line and leaves no state', async () => {
  const damaged = `${csv('2026-02-27', ANN)}2026-02-27,bob\r\n`;
  const outcome = await readSnapshot(snapshot(damaged));
  expect(outcome.error?.message).toMatch(/^mails: The report is damaged: line 3 is incomplete\./);
  expect(outcome.states).toEqual([]);
});
