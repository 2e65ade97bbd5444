/** Runs sync after sync with a day of changes between them, and compares all tables after each. */
import {daysUntil} from '../test/support/report-requests';
import {ALL_ROLES, startTenant} from '../tenant/tenant';
import type {Tenant} from '../tenant/tenant';
import {DailyChanges} from './daily-changes';
import type {SoakOptions} from './options';
import {expectedTable, isExpected} from './expected-tables';
import {RandomFaults} from './random-faults';
import {soakStreams} from './streams';
import {SyncRunner} from './sync-runner';
import type {SoakContext, SyncFigures} from './sync-runner';
import {Tables} from './tables';

const DAY_MS = 86_400_000;
/** Days that the first sync of a daily report reads by default. */
const BACKFILL_DAYS = 7;
/** One new day, and the two that are read again. */
const DAYS_A_SYNC = 3;
/** Later syncs read less than the first, so they need no more memory, apart from noise. */
const MAX_GROWTH_FACTOR = 1.2;

export interface SoakFigures extends SyncFigures {
  /** Requests that an injected fault has hit. */
  faultHits: number;
}

export interface SoakResult {
  syncs: SoakFigures[];
  /** In words; empty where nothing was lost. */
  violations: string[];
  /** Streams that are read, and of which the soak does not know the expected rows. */
  notCompared: string[];
}

/** @param onSync is called after every sync. */
export async function soak(
  options: SoakOptions,
  onSync: (figures: SoakFigures) => void = () => undefined,
): Promise<SoakResult> {
  const clock = {now: Date.parse('2026-02-03T08:00:00Z')};
  const tenant = await startTenant({
    users: options.users,
    seed: options.seed,
    // Synthetic users: the report of a day does not change when a user is deleted later.
    reportRows: options.reportRows,
    roles: ALL_ROLES,
    enforceLimits: true,
    now: () => clock.now,
  });
  try {
    return await run(tenant, clock, {options, onSync});
  } finally {
    await tenant.close();
  }
}

async function run(
  tenant: Tenant,
  clock: {now: number},
  {options, onSync}: {options: SoakOptions; onSync: (figures: SoakFigures) => void},
): Promise<SoakResult> {
  const all = await soakStreams();
  const streams = new Map(all.map((stream) => [stream.name, stream]));
  const context: SoakContext = {tenant, clock, streams, tables: new Tables()};
  const faults = new RandomFaults(tenant, {share: options.faults, seed: options.seed});
  const dailyChanges = new DailyChanges(tenant, options.seed);
  const syncs = new SyncRunner(context);
  const done: SoakFigures[] = [];
  for (let number = 1; number <= options.syncs; number += 1) {
    const before = faults.hits;
    const figures = {...(await syncs.next()), faultHits: faults.hits - before};
    figures.violations.push(...differences(context, dailyChanges, number === 1));
    done.push(figures);
    onSync(figures);
    clock.now += DAY_MS;
    dailyChanges.apply(clock.now);
  }
  const violations = done.flatMap((figures, place) =>
    figures.violations.map((text) => `sync ${place + 1}: ${text}`),
  );
  const notCompared = all.filter((stream) => !isExpected(stream)).map(({name}) => name);
  return {syncs: done, violations: [...violations, ...growth(done)], notCompared};
}

function differences(
  {tenant, streams, tables}: SoakContext,
  {formerNames}: DailyChanges,
  isFirst: boolean,
): string[] {
  const days = daysUntil(tenant.reports.refreshDate, isFirst ? BACKFILL_DAYS : DAYS_A_SYNC);
  return [...streams.values()].filter(isExpected).flatMap((stream) => {
    const found = tables.differences(expectedTable({tenant, days, formerNames}, stream));
    tables.discardParts(stream.name, (part) => part === '' || days.slice(-2).includes(part));
    if (stream.cursor === 'report_snapshot') tables.truncate(stream.name);
    return found;
  });
}

function growth(syncs: readonly SoakFigures[]): string[] {
  const [first, ...later] = syncs.map(({peakMb}) => peakMb);
  const most = Math.max(...later);
  if (first === undefined || !(most > first * MAX_GROWTH_FACTOR)) return [];
  return [`memory grows: ${first.toFixed(0)} MB in the first sync, ${most.toFixed(0)} MB later`];
}
