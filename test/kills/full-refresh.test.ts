import {perTier} from '../support/tier';
import {startTenant} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {interrupt} from './interrupt';
import type {Place} from './interrupt';
import {describePoint, randomPoints, totalsOf} from './points';
import type {Point, Totals} from './points';
import {Refresh} from './refresh';

const SEED = 2032;
const POINTS = perTier({commit: 1, full: 8});
/** In pages of 100, so that a refresh has a checkpoint behind 1,000 of them. */
const USERS = 1_250;
const ROWS = 2 * USERS;
const START_MS = Date.parse('2026-02-03T08:00:00Z');

interface Refreshing extends Place {
  connection: Refresh;
}

async function withTenant<T>(act: (place: Refreshing) => Promise<T>): Promise<T> {
  const clock = {now: START_MS};
  const tenant: Tenant = await startTenant({users: USERS, now: () => clock.now});
  const respond = {status: 400, body: {error: {code: 'BadRequest', message: 'Page size.'}}};
  tenant.faults.inject({match: /users\?.*(\$|%24)top=/, times: Infinity, respond});
  try {
    return await act({tenant, clock, connection: new Refresh(tenant)});
  } finally {
    await tenant.close();
  }
}

async function measure(): Promise<Totals> {
  return withTenant(async ({tenant, clock, connection}) => {
    const result = await connection.finish({clock});
    return totalsOf(result, tenant.requests.length);
  });
}

const totals = measure();

function titled(points: readonly Point[]): [string, Point][] {
  return points.map((point) => [describePoint(point), point]);
}

describe(`a full refresh that is killed by SIGKILL (seed ${SEED})`, () => {
  test.concurrent.each(titled(randomPoints(SEED, POINTS)))(
    'at %s: its next attempt adds what is missing',
    async (_, point) =>
      withTenant(async (place) => {
        const {connection: refresh, clock} = place;
        await interrupt(place, {way: 'SIGKILL', point, totals: await totals});
        const {written} = refresh;
        clock.now += 60_000;
        const attempt = await refresh.finish({clock});
        refresh.expectAllOnce();
        const records = attempt.messages.filter(({type}) => type === 'RECORD').length;
        expect(written + records).toBe(ROWS);
      }),
  );

  test.concurrent('is begun anew by the next generation, and so is one that ended', async () =>
    withTenant(async (place) => {
      const {connection: refresh, clock} = place;
      const point: Point = {of: 'records', share: 0.9};
      await interrupt(place, {way: 'SIGKILL', point, totals: await totals});
      expect(refresh.written).toBeGreaterThanOrEqual(1_000);
      for (const generation of [8, 9]) {
        refresh.begin(generation);
        clock.now += 60_000;
        await refresh.finish({clock});
        refresh.expectAllOnce();
      }
    }),
  );
});
