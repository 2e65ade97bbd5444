import {EventEmitter, once} from 'node:events';
import {readFrom} from '../../support/fake-pages';
import {TenantInProcess} from '../../support/tenant-in-process';
import {USERS} from './lane-users';

const PEOPLE = 40;
const FIRST_PAGE_MS = 300;

/** The requests of a full refresh whose first page comes after so long. */
async function requestsAfter(milliseconds: number, users = PEOPLE): Promise<string[]> {
  const tenant = await TenantInProcess.open({users: PEOPLE, listPageSize: 10});
  const requests: string[] = [];
  const begun = new EventEmitter();
  tenant.onRequest = (url) => {
    if (requests.push(decodeURIComponent(url)) === 2) begun.emit('second page');
  };
  const sleep = async (ms: number): Promise<void> => {
    if (ms > milliseconds) await once(begun, 'second page');
  };
  const laneThreshold = {users, firstPageMs: FIRST_PAGE_MS};
  const options = {fullRefresh: true, generationId: 7, laneThreshold, sleep};
  const {rows} = await readFrom(USERS, tenant.ports, options);
  expect(new Set(rows.map(({id}) => id)).size).toBe(PEOPLE);
  expect(rows).toHaveLength(PEOPLE);
  return requests;
}

const isOfLanes = (url: string): boolean => /startsWith/.test(url);

test('a list whose pages have to be waited for is read in lanes', async () => {
  expect((await requestsAfter(FIRST_PAGE_MS)).some(isOfLanes)).toBe(true);
});

test('a list whose pages come soon is read in one lane, and nothing else is requested', async () => {
  const requests = await requestsAfter(FIRST_PAGE_MS - 1);
  expect(requests.filter((url) => !/\/users\?/.test(url) || isOfLanes(url))).toEqual([]);
  expect(requests).toHaveLength(PEOPLE / 10);
});

test.each([
  [PEOPLE, true],
  [PEOPLE + 1, false],
])('a list of 40 users, where lanes begin with %d', async (users, isInLanes) => {
  expect((await requestsAfter(FIRST_PAGE_MS, users)).some(isOfLanes)).toBe(isInLanes);
});
