/** What a connection goes through: its first two syncs end in the middle, and so do their next attempts. */
import {Company} from './company';
import {interrupt} from './interrupt';
import type {Way} from './interrupt';
import {describePoint} from './points';
import type {Point, Totals} from './points';

/** In which of the syncs the directory changes between an interruption and the next attempt. */
export type Changing = 'neither' | 'first' | 'delta';

/** Where the attempts of a sync end; the one behind them ends well. */
export type Ends = readonly Point[];

export interface Life {
  first: Ends;
  delta: Ends;
  changing: Changing;
}

/** Of syncs that nobody interrupts. */
export interface LifeTotals {
  first: Totals;
  delta: Totals;
  /** Where nothing has changed: the least that any attempt does. */
  idle: Totals;
}

export async function measureLife(): Promise<LifeTotals> {
  const company = await Company.open();
  try {
    const first = await company.measuredSync();
    const idle = await company.measuredSync();
    company.nextDay();
    const delta = await company.measuredSync();
    company.expectTables();
    return {first, delta, idle};
  } finally {
    await company.tenant.close();
  }
}

async function interruptAll(
  company: Company,
  {way, life, sync}: {way: Way; life: Life; sync: 'first' | 'delta'},
  measured: LifeTotals,
): Promise<void> {
  for (const [attempt, point] of life[sync].entries()) {
    company.pause();
    const totals = attempt === 0 ? measured[sync] : measured.idle;
    await interrupt(company, {way, point, totals});
    if (life.changing === sync && attempt === 0) company.somethingHappens();
  }
}

export async function live(way: Way, life: Life, totals: Promise<LifeTotals>): Promise<void> {
  const measured = await totals;
  const company = await Company.open();
  try {
    for (const sync of ['first', 'delta'] as const) {
      if (sync === 'delta') company.nextDay();
      await interruptAll(company, {way, life, sync}, measured);
      await company.sync();
      // What changed while a round was under way may wait for the next one.
      if (life.changing !== sync) company.expectTables();
    }
    if (life.changing !== 'delta') return;
    await company.sync();
    company.expectTables();
  } finally {
    await company.tenant.close();
  }
}

/** Lives with the points of their attempts in words, for titles. */
export function livesOf(
  attempts: {first: readonly Point[][]; delta: readonly Point[][]},
  changing: readonly Changing[],
): [first: string, delta: string, life: Life][] {
  const pick = (lists: readonly Point[][], place: number): Point[] =>
    lists.map((points) => points[place]!);
  return attempts.first[0]!.map((_, place) => {
    const [first, delta] = [pick(attempts.first, place), pick(attempts.delta, place)];
    const life = {first, delta, changing: changing[place % changing.length]!};
    return [describeEnds(first), describeEnds(delta), life];
  });
}

/** A single one, whose attempts end at points of every measure. */
export function shortLife(
  points: readonly Point[],
  changing: Changing,
): ReturnType<typeof livesOf> {
  const [first, ...others] = points.map((point) => [point]);
  const half = Math.ceil(points.length / 2) - 1;
  const attempts = {first: [first!, ...others.slice(0, half)], delta: others.slice(half)};
  return livesOf(attempts, [changing]);
}

function describeEnds(points: Ends): string {
  return points.map(describePoint).join(' and at ');
}
