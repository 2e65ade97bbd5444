import {ALL_ROLES} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {codesIn, readPage} from '../docs/markdown';
import {loadStreams} from '../../src/streams/load';
import {Connection} from '../support/connection';
import {Connector} from '../support/connector';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const PAGE = readPage('docs/api-calls.md');
/** Of the simulated tenant; the page names Microsoft's host. */
const DOWNLOAD = /^\/reports-download\//;
const SIGN_IN = /\.well-known\/openid-configuration$/;
/** Only after a delta link was lost, or where a delta page has a part of a user. */
const RARE = ['/users/{id}', '/directory/deletedItems/microsoft.graph.user'];

/** The paths that the tables of the page name, without their queries. */
const told = [
  ...new Set(
    PAGE.split('\n')
      .filter((line) => line.startsWith('| `/'))
      .flatMap((line) => codesIn(line.split('|')[1]!))
      .map((request) => request.split('?')[0]!),
  ),
];

/** Whether a path of the page stands for a request. */
function isFor(path: string): (requested: string) => boolean {
  const pattern = path
    .replace(/[.()$]/g, '\\$&')
    .replace('{id}', '[^/]+')
    .replace('YYYY-MM-DD', '\\d{4}-\\d{2}-\\d{2}')
    .replace(/'D\d+'/, "'D\\d+'");
  const whole = new RegExp(`^/v1\\.0${pattern}$`);
  return (requested) => whole.test(requested);
}

/** In full for everyone, and twice incrementally for one domain. */
async function syncEverything(tenant: Tenant): Promise<void> {
  const streams = (await loadStreams()).map(({definition}) => definition.name);
  const days = {daily_report_backfill_days: 1};
  const ofDomain = {...days, domains: ['contoso.com']};
  await new Connection(tenant, {streams, settings: days, syncMode: 'full_refresh'}).syncWell();
  const incremental = new Connection(tenant, {streams, settings: ofDomain});
  await incremental.syncWell();
  await incremental.syncWell();
}

test('the page of API calls names every request of check and of every stream, and no other', async () => {
  const tenant = await openTenant({users: 100, roles: [...ALL_ROLES, 'ReportSettings.Read.All']});
  const config = tenant.settings({domains: ['contoso.com']});
  await new Connector(tenant).run(['check'], {files: {config}});
  await syncEverything(tenant);
  const posted = tenant.requests.filter(({method}) => method !== 'GET');
  expect(new Set(posted.map(({path}) => path.split('/').slice(2).join('/')))).toEqual(
    new Set(['oauth2/v2.0/token']),
  );
  const requested = [
    ...new Set(tenant.requests.filter(({method}) => method === 'GET').map(({path}) => path)),
  ].filter((path) => !DOWNLOAD.test(path) && !SIGN_IN.test(path));
  const unnamed = requested.filter((path) => !told.some((one) => isFor(one)(path)));
  expect(unnamed).toEqual([]);
  const selecting = tenant.requests.filter(({query}) => '$select' in query);
  const endpoints = selecting.map(({path}) => /^\/v1\.0\/(?:directory\/)?(\w+)/.exec(path)![1]);
  expect([...new Set(endpoints)].sort()).toEqual(['groups', 'users']);
  const never = told.filter((one) => !RARE.includes(one) && !requested.some(isFor(one)));
  expect(never).toEqual([]);
});
