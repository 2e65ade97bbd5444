import nock from 'nock';
import {IncomingStates} from '../../src/airbyte/state';
import type {RateLimitScope} from '../../src/graph/request';
import {inStartOrder} from '../../src/read/start-order';
import {GRAPH, OF_MICROSOFT, grantToken, useNock} from '../support/fake-graph';
import {SETTINGS, inShort, run} from '../support/session';

useNock();

const USERS = '/v1.0/users';
const REGISTRATIONS = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
const PAGES = 8;

test('streams under the Entra reporting limit come first, in their order, as all others', () => {
  const scopes: [string, RateLimitScope | undefined][] = [
    ['users', 'directory'],
    ['unknown', undefined],
    ['sign-ins', 'entra_reporting'],
    ['report', 'report:one'],
    ['registrations', 'entra_reporting'],
    ['skus', 'directory'],
  ];
  const ordered = inStartOrder(scopes, ([, scope]) => scope).map(([name]) => name);
  expect(ordered).toEqual(['sign-ins', 'registrations', 'users', 'unknown', 'report', 'skus']);
});

/** Pages of both lists, of one user each; gives the paths in the order of the requests. */
function servePages(): string[] {
  const asked: string[] = [];
  nock(GRAPH)
    .persist()
    .get(/./)
    .reply((uri) => {
      const {pathname, searchParams} = new URL(uri, GRAPH);
      asked.push(pathname);
      const page = Number(searchParams.get('page') ?? 1);
      const next = `${GRAPH}${pathname}?page=${page + 1}`;
      const value = [{id: `id-${page}`, userPrincipalName: `user-${page}@contoso.com`}];
      return [200, {value, ...(page < PAGES && {'@odata.nextLink': next})}, OF_MICROSOFT];
    });
  return asked;
}

async function read(limit: {requests: number; windowMs: number}) {
  grantToken();
  const asked = servePages();
  const limitOf = (scope: RateLimitScope) => (scope === 'entra_reporting' ? limit : undefined);
  const running = run(undefined, limitOf);
  const streams = ['users', 'user_registration_details'].map((name) => ({
    descriptor: {name},
    syncMode: 'full_refresh' as const,
    destinationSyncMode: 'append',
  }));
  const config = {...SETTINGS, num_workers: 1};
  const states = IncomingStates.parse([]);
  const exitCode = await running.source.read({config, streams, states}, running.session);
  return {asked, exitCode, lines: inShort(await running.written())};
}

test('with one worker a stream that has waited for its limit goes on between the pages of others', async () => {
  const {asked, exitCode, lines} = await read({requests: 2, windowMs: 10_000});
  expect(exitCode).toBe(0);
  expect(asked[0]).toBe(REGISTRATIONS);
  const rest = asked.slice(asked.indexOf(USERS));
  // A page of users is under way when the wait ends, and another one may be.
  expect(rest.slice(0, 4)).toContain(REGISTRATIONS);
  for (const name of ['users', 'user_registration_details']) {
    const ofStream = lines.filter((line) => line.startsWith(`${name} `));
    expect(ofStream.slice(0, 2)).toEqual([`${name} STARTED`, `${name} RUNNING`]);
    expect(ofStream.at(-1)).toBe(`${name} COMPLETE`);
    expect(ofStream.filter((line) => line.endsWith('RECORD'))).toHaveLength(PAGES);
  }
});
