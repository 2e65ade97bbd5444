import {readFrom} from '../../support/fake-pages';
import {TenantInProcess} from '../../support/tenant-in-process';
import {USERS} from './lane-users';

const PEOPLE = 40;
const FIRST_PAGE = /\/users\?(?!.*(startsWith|skiptoken))/i;

/** How many parts a full refresh has whose first page comes after so long. */
async function filtersAfter(milliseconds: number, users = PEOPLE): Promise<number> {
  const tenant = await TenantInProcess.open({users: PEOPLE, listPageSize: 10});
  let now = Date.parse('2026-03-01T00:00:00Z');
  let filters = 0;
  tenant.onRequest = (url) => {
    if (FIRST_PAGE.test(url)) now += milliseconds;
    filters += /startsWith/.test(url) ? 1 : 0;
  };
  const laneThreshold = {users, firstPageMs: 300};
  const options = {fullRefresh: true, generationId: 7, laneThreshold, now: () => now};
  const {rows} = await readFrom(USERS, tenant.ports, options);
  expect(new Set(rows.map(({id}) => id)).size).toBe(PEOPLE);
  expect(rows).toHaveLength(PEOPLE);
  return filters;
}

test.each([
  ['come at once', 0, false],
  ['come soon enough', 299, false],
  ['have to be waited for', 300, true],
])('a list whose pages %s', async (_, milliseconds, isInLanes) => {
  expect((await filtersAfter(milliseconds)) > 0).toBe(isInLanes);
});

test.each([
  [PEOPLE, true],
  [PEOPLE + 1, false],
])('a list of 40 users, where lanes begin with %d', async (users, isInLanes) => {
  expect((await filtersAfter(300, users)) > 0).toBe(isInLanes);
});
