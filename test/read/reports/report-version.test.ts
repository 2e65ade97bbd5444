import {newConnectorError} from '../../../src/errors';
import type {ErrorCondition, FailureType} from '../../../src/errors';
import {reportsApiOf} from '../../../src/graph/reports/reports-api';
import {daysOfPeriod, snapshotRequests} from '../../../src/streams/request-url';
import type {StreamDefinition} from '../../../src/streams/stream';
import {FakePages, read} from '../../support/fake-pages';
import type {Outcome, ReadOptions} from '../../support/fake-pages';
import {FakeReports, csv, reportStream} from '../../support/fake-reports';

const GLOBAL = reportsApiOf('https://graph.microsoft.com', {isGlobal: true});
const VERSIONED = reportStream();
const stream = {
  ...VERSIONED,
  definition: {
    ...VERSIONED.definition,
    report: {
      takes: 'period',
      naturalKey: ['userPrincipalName'],
      newerVersion: {name: 'v2', periods: {D30: 'D28'}},
    },
  } satisfies StreamDefinition,
};

const V2 = "period='D28',version='v2'";
const V1 = "period='D30'";

function refusal(condition: ErrorCondition, failureType: FailureType = 'system_error'): Error {
  return newConnectorError(failureType, `refused: ${condition}`, {fields: {condition}});
}

function readWith(reports: FakeReports, options: ReadOptions = {}): Promise<Outcome> {
  return read(stream, new FakePages(), {...options, report: reports.report});
}

/** Without what the period column of the file says, which is 7 in these files. */
function idsOf({rows}: Outcome): unknown[] {
  return rows.map(({id}) => id);
}

test.each([
  ['D7', ["period='D7',version='v2'", "period='D7'"]],
  ['D30', [V2, V1]],
  ['D90', ["period='D90',version='v2'", "period='D90'"]],
  ['D180', ["period='D180',version='v2'", "period='D180'"]],
])('%s is asked for in the newer version first, under its own name there', (period, expected) => {
  const requests = snapshotRequests(GLOBAL, stream.definition, period);
  const parameters = requests.map(({url}) => /\((.*)\)/.exec(url)?.[1]);
  expect(parameters).toEqual(expected);
});

test('a report of one version is asked for once, and one without a period covers all time', () => {
  expect(snapshotRequests(GLOBAL, VERSIONED.definition, 'D30')).toEqual([
    {url: "https://graph.microsoft.com/v1.0/reports/getMails(period='D30')", period: 'D30'},
  ]);
  const {definition} = VERSIONED;
  const whole = {...definition, report: {takes: 'nothing', naturalKey: []}} as const;
  expect(snapshotRequests(GLOBAL, whole, 'D30')).toEqual([
    {url: 'https://graph.microsoft.com/v1.0/reports/getMails', period: 'ALL'},
  ]);
  expect(['D7', 'D28', 'D180', 'ALL', ''].map(daysOfPeriod)).toEqual([7, 28, 180, null, null]);
});

test('the newer version has its own period in ids and in the state', async () => {
  const reports = new FakeReports().answer(V2, csv('2026-02-27', 'ann@contoso.com'));
  const outcome = await readWith(reports);
  expect(reports.asked).toEqual([V2]);
  expect(idsOf(outcome)).toEqual(['2026-02-27|D28|ann@contoso.com']);
  expect(outcome.states.at(-1)?.['cursor']).toEqual({
    reportRefreshDate: '2026-02-27',
    report_version: 'v2',
  });
  expect(outcome.log).toEqual([]);
});

test.each<ErrorCondition>(['query_refused', 'not_found', 'not_supported'])(
  'the older version is read where the newer one is refused as %s, and that is said once',
  async (condition) => {
    const file = csv('2026-02-27', 'ann@contoso.com');
    const reports = new FakeReports().answer(V2, refusal(condition)).answer(V1, file);
    const outcome = await readWith(reports);
    expect(reports.asked).toEqual([V2, V1]);
    expect(idsOf(outcome)).toEqual(['2026-02-27|D30|ann@contoso.com']);
    expect(outcome.log).toEqual([
      'WARN Microsoft Graph refuses version v2 of this report, so it is read in version v1: what ' +
        'only version v2 says is null',
    ]);
    expect(outcome.states.at(-1)?.['cursor']).toMatchObject({report_version: 'v1'});
  },
);

test.each<[ErrorCondition, FailureType]>([
  ['throttled', 'transient_error'],
  ['service_unavailable', 'transient_error'],
  ['connection_failed', 'transient_error'],
  ['permission_missing', 'config_error'],
  ['permission_contradicted', 'transient_error'],
  ['licence_missing', 'config_error'],
  ['token_rejected', 'config_error'],
  ['response_unusable', 'transient_error'],
  ['request_refused', 'system_error'],
])('%s is no refusal of the version: the older one is not asked for', async (condition, type) => {
  const reports = new FakeReports().answer(V2, refusal(condition, type));
  const outcome = await readWith(reports);
  expect(outcome.error?.message).toContain(condition);
  expect(reports.asked).toEqual([V2]);
  expect(outcome.states).toEqual([]);
});

test('where both are refused the error is that of the older version, and nothing else is said', async () => {
  const reports = new FakeReports()
    .answer(V2, refusal('query_refused'))
    .answer(V1, refusal('not_found'));
  const outcome = await readWith(reports);
  expect(outcome.error?.message).toContain('not_found');
  expect(outcome.log).toEqual([]);
});

describe('the state remembers the version', () => {
  const file = (day: string): string => csv(day, 'ann@contoso.com');

  async function firstIn(version: 'v1' | 'v2'): Promise<Outcome> {
    const reports = new FakeReports();
    if (version === 'v1')
      reports.answer(V2, refusal('query_refused')).answer(V1, file('2026-02-27'));
    else reports.answer(V2, file('2026-02-27'));
    return readWith(reports);
  }

  test('an older one that stays is not told again', async () => {
    const state = (await firstIn('v1')).states.at(-1);
    const reports = new FakeReports()
      .answer(V2, refusal('query_refused'))
      .answer(V1, file('2026-02-28'));
    const outcome = await readWith(reports, {state});
    expect(idsOf(outcome)).toEqual(['2026-02-28|D30|ann@contoso.com']);
    expect(outcome.log).toEqual([]);
  });

  test('a newer one is told when it comes', async () => {
    const state = (await firstIn('v1')).states.at(-1);
    const outcome = await readWith(new FakeReports().answer(V2, file('2026-02-28')), {state});
    expect(idsOf(outcome)).toEqual(['2026-02-28|D28|ann@contoso.com']);
    expect(outcome.log).toEqual([
      'INFO the report is read in version v2 from now on, over 28 days',
    ]);
    expect(outcome.states.at(-1)?.['cursor']).toMatchObject({report_version: 'v2'});
  });

  test('a snapshot of a version is not delivered once more in another', async () => {
    const state = (await firstIn('v1')).states.at(-1);
    const outcome = await readWith(new FakeReports().answer(V2, file('2026-02-27')), {state});
    expect(outcome.rows).toEqual([]);
    expect(outcome.states.at(-1)?.['cursor']).toEqual({
      reportRefreshDate: '2026-02-27',
      report_version: 'v1',
    });
  });

  test('a state of before versions goes on', async () => {
    const before = (await firstIn('v2')).states.at(-1)!;
    const state = {...before, cursor: {reportRefreshDate: '2026-02-27'}};
    const reports = new FakeReports().answer(V2, file('2026-02-27'), file('2026-02-28'));
    const seen = await readWith(reports, {state});
    expect([seen.rows, seen.log]).toEqual([[], []]);
    const next = await readWith(reports, {state: seen.states.at(-1)!});
    expect(idsOf(next)).toEqual(['2026-02-28|D28|ann@contoso.com']);
  });
});
