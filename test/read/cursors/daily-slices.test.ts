import {errorFields} from '../../../src/errors';
import {dailySlices} from '../../../src/streams/define-report';
import type {Row, Stream} from '../../../src/streams/stream';
import {FakePages, cursorOf, read, refusalFrom} from '../../support/fake-pages';
import type {Outcome, ReadOptions} from '../../support/fake-pages';
import {FakeReports, HEADER, csv, reportStream} from '../../support/fake-reports';

const DAILY = reportStream({name: 'mails_daily', cursor: dailySlices()});
const NEWEST = '2026-03-01';
const EMPTY = `${HEADER}\r\n`;
const ANN = 'ann@contoso.com';
const HASH = 'E58EEF6A6BBD3D0293CB306D24A42057';
const REFUSED = (): Error =>
  refusalFrom('report', {
    status: 400,
    code: 'InvalidArgument',
    message: 'Invalid date value specified. Only support the past 28 days.',
  });

/** A report whose newest day is NEWEST, with these slices. */
function reports(slices: Record<string, string | Error>, newest = NEWEST): FakeReports {
  const fake = new FakeReports().answer("period='D7'", csv(newest, ANN));
  for (const [day, slice] of Object.entries(slices)) fake.answer(`date=${day}`, slice);
  return fake;
}

/** The report of sites, some of which have no owner. */
const SITES_DAILY: Stream = {
  definition: {...DAILY.definition, report: {takes: 'period or date', naturalKey: ['siteId']}},
  schema: {
    ...DAILY.schema,
    properties: {...DAILY.schema.properties, siteId: {type: 'string', title: 'Site Id'}},
  },
};

async function readDays(
  fake: FakeReports,
  {stream = DAILY, ...options}: ReadOptions & {stream?: Stream} = {},
): Promise<Outcome> {
  const outcome = await read(stream, new FakePages(), {
    backfillDays: 2,
    report: fake.report,
    ...options,
  });
  expect(fake.closed).toBe(fake.opened);
  return outcome;
}

/** The state after a first sync of these days, which end with NEWEST. */
async function stateAfter(slices: Record<string, string | Error>): Promise<Row> {
  const days = Object.keys(slices);
  const outcome = await readDays(reports(slices), {backfillDays: days.length});
  return outcome.states.at(-1)!;
}

const TWO_DAYS = {
  '2026-02-28': csv('2026-02-28', ANN),
  '2026-03-01': csv('2026-03-01', ANN),
};

describe('a first sync', () => {
  test('asks the report for its newest day and reads the days up to it', async () => {
    const fake = reports(TWO_DAYS);
    const outcome = await readDays(fake);
    expect(fake.asked).toEqual(["period='D7'", 'date=2026-02-28', 'date=2026-03-01']);
    expect(fake.cut).toEqual(["period='D7'"]);
    expect(outcome.order).toEqual([
      `row 2026-02-28|D1|${ANN}`,
      'state',
      `row 2026-03-01|D1|${ANN}`,
      'state',
    ]);
    expect(outcome.rows[0]).toMatchObject({reportDate: '2026-02-28', userPrincipalName: ANN});
    expect(cursorOf(outcome)).toEqual({
      reportDate: NEWEST,
      empty_days: [],
      delivered: {'2026-02-28': 'named', '2026-03-01': 'named'},
    });
  });

  test('of a report without rows saves that nothing was read', async () => {
    const fake = new FakeReports().answer("period='D7'", EMPTY);
    const outcome = await readDays(fake);
    expect(outcome.order).toEqual(['state']);
    expect(outcome.log).toEqual(['INFO the report has no rows yet']);
    expect(cursorOf(outcome)['reportDate']).toBeNull();
  });

  test('ends at a failure, with a state of the days before it', async () => {
    const fake = reports({...TWO_DAYS, '2026-03-01': new Error('broken')});
    const outcome = await readDays(fake);
    expect(outcome.order).toEqual([`row 2026-02-28|D1|${ANN}`, 'state']);
    expect(outcome.error?.message).toContain('broken');
    expect(cursorOf(outcome)['reportDate']).toBe('2026-02-28');
  });
});

describe('a later sync', () => {
  test('reads the new day and the last two again', async () => {
    const state = await stateAfter(TWO_DAYS);
    const fake = reports({...TWO_DAYS, '2026-03-02': csv('2026-03-02', ANN)}, '2026-03-02');
    const outcome = await readDays(fake, {state});
    expect(fake.asked.slice(1)).toEqual(['date=2026-02-28', 'date=2026-03-01', 'date=2026-03-02']);
    expect(outcome.log).toEqual([]);
    expect(cursorOf(outcome)['reportDate']).toBe('2026-03-02');
  });

  test('reads a day that was empty until it has rows', async () => {
    const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'];
    const full = Object.fromEntries(days.map((day) => [day, csv(day, ANN)]));
    const first = await stateAfter({...full, '2026-02-26': EMPTY});
    expect(cursorOf({states: [first]} as Outcome)['empty_days']).toEqual(['2026-02-26']);
    const fake = reports(full);
    const second = await readDays(fake, {state: first});
    expect(fake.asked[1]).toBe('date=2026-02-26');
    expect(second.order[0]).toBe(`row 2026-02-26|D1|${ANN}`);
    expect(cursorOf(second)['empty_days']).toEqual([]);
    const third = reports(TWO_DAYS);
    await readDays(third, {state: second.states.at(-1)!});
    expect(third.asked.slice(1)).toEqual(['date=2026-02-28', 'date=2026-03-01']);
  });

  test('names the days that the service no longer has, and goes on', async () => {
    const state = await stateAfter(TWO_DAYS);
    const days = Array.from({length: 28}, (_, back) =>
      new Date(Date.parse('2026-04-30') - back * 86_400_000).toISOString().slice(0, 10),
    );
    const fake = reports(Object.fromEntries(days.map((day) => [day, EMPTY])), '2026-04-30');
    const outcome = await readDays(fake, {state});
    expect(outcome.log).toEqual([
      'WARN the days from 2026-03-02 to 2026-04-02 are lost: the service keeps a report for ' +
        '28 days, and the last sync was before',
    ]);
    expect(fake.asked.slice(1)).toEqual([...days].reverse().map((day) => `date=${day}`));
    expect(cursorOf(outcome)['reportDate']).toBe('2026-04-30');
  });

  test('names a day that Graph refuses, and goes on', async () => {
    const outcome = await readDays(reports({...TWO_DAYS, '2026-02-28': REFUSED()}));
    expect(outcome.log).toEqual([
      'WARN 2026-02-28 is lost: Microsoft Graph no longer has this day of the report',
    ]);
    expect(outcome.order).toEqual([`row 2026-03-01|D1|${ANN}`, 'state', 'state']);
    expect(cursorOf(outcome)).toMatchObject({reportDate: NEWEST, empty_days: []});
  });

  test('fails where Graph refuses the newest day, and takes no day before it for lost', async () => {
    const slices = {
      '2026-02-27': csv('2026-02-27', ANN),
      '2026-02-28': REFUSED(),
      '2026-03-01': REFUSED(),
    };
    const outcome = await readDays(reports(slices), {backfillDays: 3});
    expect(outcome.log).toEqual([]);
    expect(outcome.error?.message).toContain('Invalid date value specified');
    expect(outcome.order).toEqual([`row 2026-02-27|D1|${ANN}`, 'state']);
    expect(cursorOf(outcome)['reportDate']).toBe('2026-02-27');
  });

  test('ends where Graph refuses something else', async () => {
    const other = refusalFrom('report', {
      status: 400,
      code: 'InvalidArgument',
      message: 'Invalid parameter.',
    });
    const outcome = await readDays(reports({...TWO_DAYS, '2026-02-28': other}));
    expect(outcome.order).toEqual([]);
    expect(outcome.error?.message).toContain('Invalid parameter.');
  });
});

describe('a newest day that lies behind the cursor', () => {
  test('far behind leads to no day, and to one state that moves nothing', async () => {
    const state = await stateAfter(TWO_DAYS);
    const fake = reports({}, '2026-02-25');
    const outcome = await readDays(fake, {state});
    expect(fake.asked).toEqual(["period='D7'"]);
    expect(outcome.order).toEqual(['state']);
    expect(outcome.states).toEqual([state]);
    expect(outcome.log).toEqual([]);
  });

  test('by one day leads to that day again, and the cursor stays', async () => {
    const state = await stateAfter(TWO_DAYS);
    const fake = reports({'2026-02-28': csv('2026-02-28', ANN)}, '2026-02-28');
    const outcome = await readDays(fake, {state});
    expect(fake.asked.slice(1)).toEqual(['date=2026-02-28']);
    expect(outcome.order).toEqual([`row 2026-02-28|D1|${ANN}`, 'state']);
    expect(cursorOf(outcome)['reportDate']).toBe(NEWEST);
  });

  test('leads to a late day that has rows now, and the cursor stays', async () => {
    const days = ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', NEWEST];
    const full = Object.fromEntries(days.map((day) => [day, csv(day, ANN)]));
    const state = await stateAfter({...full, '2026-02-24': EMPTY});
    const fake = reports(full, '2026-02-26');
    const outcome = await readDays(fake, {state});
    expect(fake.asked.slice(1)).toEqual(['date=2026-02-24']);
    expect(outcome.order).toEqual([`row 2026-02-24|D1|${ANN}`, 'state']);
    expect(cursorOf(outcome)).toMatchObject({reportDate: NEWEST, empty_days: []});
  });

  test('with other settings is the cursor: no later day was read with them', async () => {
    const state = await stateAfter(TWO_DAYS);
    const slices = {
      '2026-02-24': csv('2026-02-24', ANN),
      '2026-02-25': csv('2026-02-25', ANN),
    };
    const fake = reports(slices, '2026-02-25');
    const outcome = await readDays(fake, {state, domains: ['contoso.com']});
    expect(fake.asked.slice(1)).toEqual(['date=2026-02-24', 'date=2026-02-25']);
    expect(outcome.states.map(({cursor}) => (cursor as Row)['reportDate'])).toEqual([
      '2026-02-24',
      '2026-02-25',
    ]);
  });
});

describe('after a change of settings', () => {
  const settings = {domains: ['contoso.com']};

  test('the backfill is read where it is earlier than the cursor', async () => {
    const state = await stateAfter(TWO_DAYS);
    const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'];
    const fake = reports(Object.fromEntries(days.map((day) => [day, csv(day, ANN)])));
    const outcome = await readDays(fake, {state, ...settings, backfillDays: 4});
    expect(fake.asked.slice(1)).toEqual(days.map((day) => `date=${day}`));
    expect(outcome.log.join()).toContain('changed since the last sync: domains');
  });

  test('the cursor is gone back to where it is earlier than the backfill', async () => {
    const state = await stateAfter(TWO_DAYS);
    const days = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'];
    const slices = Object.fromEntries(days.map((day) => [day, csv(day, ANN)]));
    const fake = reports(slices, '2026-03-03');
    await readDays(fake, {state, ...settings, backfillDays: 1});
    expect(fake.asked.slice(1)).toEqual(days.map((day) => `date=${day}`));
  });

  test('a restart that is cut off goes on where it ended', async () => {
    const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'];
    const slices = Object.fromEntries(days.map((day) => [day, csv(day, ANN)]));
    const state = await stateAfter(slices);
    const options = {...settings, backfillDays: 4};
    const cut = reports({...slices, '2026-02-27': new Error('broken')});
    const second = await readDays(cut, {state, ...options});
    expect(cursorOf(second)['reportDate']).toBe('2026-02-26');
    const third = reports({'2026-02-25': EMPTY, ...slices});
    await readDays(third, {state: second.states.at(-1)!, ...options});
    expect(third.asked.slice(2)).toEqual(days.map((day) => `date=${day}`));
  });

  test('a restart while the report has no rows is made up for', async () => {
    const state = await stateAfter(TWO_DAYS);
    const empty = new FakeReports().answer("period='D7'", EMPTY);
    const second = await readDays(empty, {state, ...settings});
    expect(second.states).toHaveLength(1);
    const days = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'];
    const slices = Object.fromEntries(days.map((day) => [day, csv(day, ANN)]));
    const fake = reports(slices, '2026-03-03');
    const third = await readDays(fake, {state: second.states[0]!, ...settings, backfillDays: 1});
    expect(fake.asked.slice(1)).toEqual(days.map((day) => `date=${day}`));
    expect(third.log.join()).toContain('changed since the last sync: domains');
  });

  test('to another tenant, the days of before do not count', async () => {
    const state = await stateAfter(TWO_DAYS);
    const fake = reports({'2026-03-01': csv('2026-03-01', HASH)});
    const outcome = await readDays(fake, {state, tenantId: 'tenant-2', backfillDays: 1});
    expect(cursorOf(outcome)['delivered']).toEqual({'2026-03-01': 'concealed'});
  });
});

describe('with * a day is not delivered a second time in the other way', () => {
  test.each([
    ['with names shown', ANN, HASH, 'named', 'has them concealed now'],
    ['with names concealed', HASH, ANN, 'concealed', 'has them shown now'],
  ])('%s at first', async (...[how, before, now, delivered, says]) => {
    const state = await stateAfter({
      '2026-02-28': csv('2026-02-28', before),
      '2026-03-01': csv('2026-03-01', before),
    });
    const fake = reports({
      '2026-02-28': csv('2026-02-28', now),
      '2026-03-01': csv('2026-03-01', now),
    });
    const outcome = await readDays(fake, {state});
    expect(outcome.rows).toEqual([]);
    expect(fake.cut).toEqual(["period='D7'", 'date=2026-02-28', 'date=2026-03-01']);
    expect(outcome.log).toEqual([
      `WARN 2026-02-28 was delivered ${how} and ${says}; it stays`,
      `WARN 2026-03-01 was delivered ${how} and ${says}; it stays`,
    ]);
    expect(cursorOf(outcome)['delivered']).toEqual({
      '2026-02-28': delivered,
      '2026-03-01': delivered,
    });
  });

  test.each([
    ['shown', ANN, HASH],
    ['concealed', HASH, ANN],
  ])('names that are %s stay so where the first row has none', async (_how, before, now) => {
    const state = await stateAfter({'2026-03-01': csv('2026-03-01', '', before)});
    const next = (name: string): FakeReports =>
      reports({'2026-02-28': EMPTY, '2026-03-01': csv('2026-03-01', '', name)});
    const same = await readDays(next(before), {state});
    expect(same.rows.map((row) => row['userPrincipalName'])).toEqual([null, before]);
    expect(same.log).toEqual([]);
    const other = await readDays(next(now), {state});
    expect(other.rows).toEqual([]);
    expect(other.log).toEqual([expect.stringContaining('; it stays')]);
  });

  test('and a day without any name may have some later', async () => {
    const state = await stateAfter({'2026-03-01': csv('2026-03-01', '')});
    const fake = reports({'2026-02-28': EMPTY, '2026-03-01': csv('2026-03-01', '', HASH)});
    const {rows} = await readDays(fake, {state});
    expect(rows.map((row) => row['userPrincipalName'])).toEqual([null, HASH]);
  });

  test.each<[how: string, before: string, now: string, says: string]>([
    ['(Unknown) at first', '(Unknown)', ANN, 'with names concealed and has them shown now'],
    ['nothing at first', '', ANN, 'with names concealed and has them shown now'],
    ['-- at first', '--', ANN, 'with names concealed and has them shown now'],
    ['(Unknown) later', ANN, '(Unknown)', 'with names shown and has them concealed now'],
    ['nothing later', ANN, '', 'with names shown and has them concealed now'],
  ])('where every row has %s in place of a name', async (...[_how, before, now, says]) => {
    const state = await stateAfter({'2026-03-01': csv('2026-03-01', before, before)});
    const fake = reports({'2026-02-28': EMPTY, '2026-03-01': csv('2026-03-01', now, now)});
    const outcome = await readDays(fake, {state});
    expect(outcome.rows).toEqual([]);
    expect(outcome.log).toEqual([`WARN 2026-03-01 was delivered ${says}; it stays`]);
  });

  test('nor lost when a day of empty ones leaves the retention beside nameless rows', async () => {
    const state = await stateAfter({
      '2026-02-28': EMPTY,
      '2026-03-01': csv('2026-03-01', '(Unknown)'),
    });
    const fake = reports({}, '2026-03-30');
    const {log} = await readDays(fake, {state});
    expect(log.join()).toContain('WARN 2026-02-28 had no rows for as long as the service kept');
  });

  test('but sites with an id keep it, whether or not a row has an owner', async () => {
    const id = '6f9619ff-8b86-4d11-b42d-00cf4fc964ff';
    const header = 'Report Refresh Date,Site Id,User Principal Name';
    const slice = (...names: string[]): string =>
      [header, ...names.map((name, at) => `2026-03-01,${id.slice(0, -1)}${at},${name}`), ''].join(
        '\n',
      );
    const first = reports({'2026-02-28': EMPTY, '2026-03-01': slice('')});
    const {states} = await readDays(first, {stream: SITES_DAILY});
    const second = reports({'2026-02-28': EMPTY, '2026-03-01': slice('', ANN)});
    const {rows, log} = await readDays(second, {stream: SITES_DAILY, state: states.at(-1)!});
    expect([rows.length, log]).toEqual([2, []]);
  });

  test('but a day that was empty is delivered as it comes', async () => {
    const state = await stateAfter({...TWO_DAYS, '2026-03-01': EMPTY});
    const fake = reports({...TWO_DAYS, '2026-03-01': csv('2026-03-01', HASH)});
    const outcome = await readDays(fake, {state});
    expect(outcome.rows.map((row) => row['names_concealed'])).toEqual([false, true]);
  });
});

describe('domains', () => {
  const domains = ['contoso.com'];

  test.each([HASH, HASH.toLowerCase(), '(Unknown)', '', 'k3Rj0Q=='])(
    'deny a report in which every name is %j, before its first day',
    async (name) => {
      const fake = new FakeReports().answer("period='D7'", csv(NEWEST, name, name));
      const outcome = await readDays(fake, {domains});
      expect(errorFields(outcome.error).condition).toBe('names_concealed');
      expect([outcome.order, fake.asked]).toEqual([[], ["period='D7'"]]);
    },
  );

  test('deny a day that is concealed while the report still has names', async () => {
    const fake = reports({...TWO_DAYS, '2026-03-01': csv('2026-03-01', HASH)});
    const outcome = await readDays(fake, {domains});
    expect(errorFields(outcome.error).condition).toBe('names_concealed');
    expect(outcome.order).toEqual([`row 2026-02-28|D1|${ANN}`, 'state']);
  });

  test('pass over a day without any name while the report has names', async () => {
    const fake = new FakeReports()
      .answer("period='D7'", csv(NEWEST, '', ANN))
      .answer('date=2026-02-28', csv('2026-02-28', ''))
      .answer('date=2026-03-01', csv('2026-03-01', ANN));
    const outcome = await readDays(fake, {domains});
    expect(outcome.order).toEqual(['state', `row 2026-03-01|D1|${ANN}`, 'state']);
    expect(outcome.skipped.withoutName).toBe(1);
    expect(fake.cut).toEqual([]);
  });
});

describe('a full refresh', () => {
  test('reads the days of a first sync, and none of them again for being late', async () => {
    const fake = reports({...TWO_DAYS, '2026-02-28': EMPTY});
    const state = await stateAfter(TWO_DAYS);
    const outcome = await readDays(fake, {state, fullRefresh: true});
    expect(fake.asked.slice(1)).toEqual(['date=2026-02-28', 'date=2026-03-01']);
    expect(outcome.order).toEqual([`row 2026-03-01|D1|${ANN}`, 'state']);
    expect(outcome.states).toMatchObject([{__ab_full_refresh_sync_complete: true}]);
  });

  test('of a report without rows has its end', async () => {
    const fake = new FakeReports().answer("period='D7'", EMPTY);
    const outcome = await readDays(fake, {fullRefresh: true});
    expect(outcome.order).toEqual(['state']);
  });
});

test('a damaged slice closes its file and leaves no state of its day', async () => {
  const damaged = `${csv('2026-02-28', ANN)}2026-02-28,bob@contoso.com\r\n`;
  const outcome = await readDays(reports({...TWO_DAYS, '2026-02-28': damaged}));
  expect(outcome.error?.message).toContain('line 3 is incomplete');
  expect(outcome.states).toEqual([] as Row[]);
});
