/** Ends a sync in the middle, and keeps what its reader has of it. */
import type {Connection} from '../support/connection';
import {Result} from '../support/messages';
import type {Tenant} from '../../tenant/tenant';
import {countingTo, numberOf} from './points';
import type {Point, Totals} from './points';

export type Way = 'SIGKILL' | 'SIGTERM' | 'a closed pipe';

export interface Interruption {
  way: Way;
  point: Point;
  /** Of the same sync when nobody interrupts it. */
  totals: Totals;
}

export interface Place {
  tenant: Tenant;
  connection: Pick<Connection, 'start' | 'keep'>;
  clock: {now: number};
}

/** @returns what the reader has read; the connection keeps no more than that. */
export async function interrupt(place: Place, interruption: Interruption): Promise<Result> {
  const {way, point, totals} = interruption;
  const {tenant, connection, clock} = place;
  const number = numberOf(point, totals);
  const running = connection.start({clock});
  const end = (): void => (way === 'a closed pipe' ? running.closeOutput() : running.kill(way));
  let isReached = false;
  const reached = (): void => {
    isReached = true;
    end();
  };
  if (point.of === 'requests') atRequest(tenant, number, reached);
  else await running.said(countingTo(number, point.of)).then(reached);
  const result = await running.ended;
  expect(isReached).toBe(true);
  expectEnding(result, interruption);
  return connection.keep(way === 'SIGTERM' ? result : seen(result, point, number));
}

/** When the tenant has received so many requests from now on, and before it answers the last. */
function atRequest(tenant: Tenant, number: number, act: () => void): void {
  const wanted = tenant.requests.length + number;
  let isOver = false;
  const match = (): boolean => {
    if (isOver || tenant.requests.length < wanted) return false;
    isOver = true;
    act();
    return false;
  };
  tenant.faults.inject({match, times: Infinity});
}

/** A process may be through already when its reader is not; one that waits for an answer is not. */
function expectEnding({signal, exitCode, stderr}: Result, {way, point}: Interruption): void {
  const interrupted = way === 'a closed pipe' ? [141, null] : [null, way];
  const isThrough = point.of !== 'requests' && exitCode === 0;
  expect([exitCode, signal, stderr]).toEqual([...(isThrough ? [0, null] : interrupted), '']);
}

/** Who kills a process, or stops reading, has what was read until then. */
function seen(result: Result, point: Point, number: number): Result {
  const {of} = point;
  if (of === 'requests') return result;
  const last = result.messages.findIndex(countingTo(number, of));
  const whole = result.lines.slice(0, of === 'characters' ? last : last + 1);
  const text = whole.map((line) => `${line}\n`).join('');
  const part = of === 'characters' ? result.lines[last]!.slice(0, number - text.length) : '';
  return new Result({...result, stdout: text + part});
}
