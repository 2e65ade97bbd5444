import {ConnectorError, errorFields} from '../../src/errors';
import type {Clock} from '../../src/graph/clock';
import {confirmForbiddenPolicy} from '../../src/graph/policies';
import type {GraphResponse} from '../../src/graph/request';
import {answer, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';
import {tokenWith} from '../support/token-with';

useNock();

const PERMISSION = 'Authorization_RequestDenied';
const LICENCE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const LOST_TOKEN = 'MissingCredentials';
const NEEDS = [['User.Read.All', 'Directory.Read.All'], ['AuditLog.Read.All']];

function invalidate(code: string, times: number, status = 403): void {
  for (let time = 0; time < times; time += 1) {
    answer('/users', status, {error: {code, message: 'No.'}});
  }
}

function get(graph: FakeGraph): Promise<unknown> {
  return graph.client.getJson({...requestFor(graph, '/users'), needs: NEEDS});
}

async function failure(graph: FakeGraph): Promise<unknown> {
  return get(graph).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a refusal is asked for three times', () => {
  test.each([
    ['for the licence', LICENCE, 'licence_missing', [] as string[]],
    [
      'for a permission that the token carries',
      PERMISSION,
      'permission_contradicted',
      ['User.Read.All', 'AuditLog.Read.All'],
    ],
    [
      'for a permission of which the token carries a broader one',
      PERMISSION,
      'permission_contradicted',
      ['Directory.Read.All', 'AuditLog.Read.All'],
    ],
  ])('%s', async (...[_what, code, refusal, roles]) => {
    grantToken(tokenWith(roles));
    invalidate(code, 3);
    const graph = fakeGraph();
    const error = await failure(graph);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(errorFields(error).condition).toBe(refusal);
    expect(graph.clock.sleeps).toEqual([1_000, 2_000]);
    expect(graph.context.metrics).toMatchObject({requests: 3, retries: 2, waitedMs: 3_000});
  });
});

describe('a refusal counts at once', () => {
  test.each<[string, string]>([
    ['where the token lacks the permission', tokenWith(['Mail.Read'])],
    ['where the token lacks one of two', tokenWith(['User.Read.All'])],
    ['where the token carries none', tokenWith([])],
    ['where the token cannot be read', 'token-1'],
  ])('%s', async (_what, token) => {
    grantToken(token);
    invalidate(PERMISSION, 1);
    const graph = fakeGraph();
    expect(errorFields(await failure(graph)).condition).toBe('permission_missing');
    expect(graph.clock.sleeps).toEqual([]);
  });

  test('where it is no refusal of an access', async () => {
    grantToken(tokenWith(NEEDS.flat()));
    invalidate('Request_UnsupportedQuery', 1, 400);
    const graph = fakeGraph();
    expect(errorFields(await failure(graph)).condition).toBe('query_refused');
    expect(graph.clock.sleeps).toEqual([]);
  });
});

test.each([LICENCE, PERMISSION, LOST_TOKEN])(
  'a refusal that passes was a mistake: %s',
  async (code) => {
    grantToken(tokenWith(NEEDS.flat()));
    invalidate(code, 2);
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
  },
);

test('a stream gives its worker away while it waits for another answer', async () => {
  grantToken(tokenWith(NEEDS.flat()));
  invalidate(PERMISSION, 1);
  answer('/users', 200);
  const graph = fakeGraph();
  const steps: string[] = [];
  graph.clock.onSleep = (): void => void steps.push('sleeps');
  graph.context.wait = async (ms, sleep) => {
    steps.push('gives');
    await sleep(ms);
    steps.push('takes');
  };
  await get(graph);
  expect(steps).toEqual(['gives', 'sleeps', 'takes']);
});

test('a report is doubted as a list is', async () => {
  grantToken(tokenWith(NEEDS.flat()));
  invalidate(PERMISSION, 2);
  answer('/users', 200, 'Report Refresh Date\r\n2026-02-27\r\n');
  const graph = fakeGraph();
  const request = {...requestFor(graph, '/users'), needs: NEEDS};
  const file = await graph.client.getReport(request, () => true);
  await file.close();
  expect(file.first).toEqual(['2026-02-27']);
  expect(graph.clock.sleeps).toEqual([1_000, 2_000]);
});

test('nothing is asked again before the wait is over', async () => {
  let [sent, wake] = [0, (): void => undefined];
  const clock: Clock = {now: () => 0, sleep: () => new Promise((resolve) => (wake = resolve))};
  const doubtful = {
    ...{status: 403, headers: {}, text: '', durationMs: 0},
    failure: {row: {action: 'confirm'}},
  } as unknown as GraphResponse<unknown>;
  const send = confirmForbiddenPolicy({clock, random: () => 1})(() => {
    sent += 1;
    return Promise.resolve(doubtful);
  });
  const answered = send(requestFor(fakeGraph(), '/users'));
  for (const count of [1, 2, 3]) {
    await new Promise(setImmediate);
    expect(sent).toBe(count);
    wake();
  }
  await expect(answered).resolves.toBe(doubtful);
});
