/** The soak: sync after sync, with a day of changes between, and a look at all tables after each. */
import {daysUntil} from '../test/support/report-requests';
import {DEFAULT_ROLES, startTenant} from '../tenant/tenant';
import type {Tenant} from '../tenant/tenant';
import {Company} from './company';
import type {SoakOptions} from './options';
import {owedBy} from './owed';
import {RandomFaults} from './random-faults';
import {soakStreams} from './streams';
import {Syncs} from './sync';
import type {Platform, SyncFigures} from './sync';
import {Tables} from './tables';

const DAY_MS = 86_400_000;
/** As many days as the first sync of a daily report reads unless told. */
const BACKFILL_DAYS = 7;
/** The day behind the last one, and the two that are read again. */
const DAYS_A_SYNC = 3;
/** A later sync reads less than the first one, so it needs no more memory but for chance. */
const MOST_GROWTH = 1.2;

export interface SoakFigures extends SyncFigures {
  struck: number;
}

export interface SoakResult {
  syncs: SoakFigures[];
  /** In words; none where nothing was lost. */
  complaints: string[];
}

/** @param tell is called behind every sync. */
export async function soak(
  options: SoakOptions,
  tell: (figures: SoakFigures) => void = () => undefined,
): Promise<SoakResult> {
  const clock = {now: Date.parse('2026-02-03T08:00:00Z')};
  const tenant = await startTenant({
    users: options.users,
    seed: options.seed,
    // Made-up people: the report of a day does not change when somebody leaves later.
    reportRows: options.reportRows,
    roles: [...DEFAULT_ROLES, 'Organization.Read.All'],
    enforceLimits: true,
    now: () => clock.now,
  });
  try {
    return await run(tenant, clock, {options, tell});
  } finally {
    await tenant.close();
  }
}

async function run(
  tenant: Tenant,
  clock: {now: number},
  {options, tell}: {options: SoakOptions; tell: (figures: SoakFigures) => void},
): Promise<SoakResult> {
  const all = await soakStreams();
  const streams = new Map(all.map((stream) => [stream.name, stream]));
  const platform: Platform = {tenant, clock, streams, tables: new Tables()};
  const faults = new RandomFaults(tenant, {share: options.faults, seed: options.seed});
  const company = new Company(tenant, options.seed);
  const syncs = new Syncs(platform);
  const done: SoakFigures[] = [];
  for (let number = 1; number <= options.syncs; number += 1) {
    const before = faults.struck;
    const figures = {...(await syncs.next()), struck: faults.struck - before};
    figures.complaints.push(...differences(platform, company, number === 1));
    done.push(figures);
    tell(figures);
    clock.now += DAY_MS;
    company.workingDay(clock.now);
  }
  const complaints = done.flatMap((figures, place) =>
    figures.complaints.map((text) => `sync ${place + 1}: ${text}`),
  );
  return {syncs: done, complaints: [...complaints, ...growth(done)]};
}

function differences(
  {tenant, streams, tables}: Platform,
  {formerNames}: Company,
  isFirst: boolean,
): string[] {
  const days = daysUntil(tenant.reports.refreshDate, isFirst ? BACKFILL_DAYS : DAYS_A_SYNC);
  return [...streams.values()].flatMap((stream) => {
    const found = tables.differences(owedBy({tenant, days, formerNames}, stream));
    tables.forget(stream.name, (part) => part === '' || days.slice(-2).includes(part));
    if (stream.cursor === 'report_snapshot') tables.empty(stream.name);
    return found;
  });
}

function growth(syncs: readonly SoakFigures[]): string[] {
  const [first, ...later] = syncs.map(({peakMb}) => peakMb);
  const most = Math.max(...later);
  if (first === undefined || !(most > first * MOST_GROWTH)) return [];
  return [`memory grows: ${first.toFixed(0)} MB in the first sync, ${most.toFixed(0)} MB later`];
}
