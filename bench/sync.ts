/**
 * Whole syncs: all streams under Microsoft's limits, by a clock that passes all waits at once, and in
 * real time without limits.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {RateLimitScope} from '../src/graph/request';
import {loadStreams} from '../src/streams/load';
import {WITH_OWN_CLOCK, writeFiles} from '../test/support/connector';
import {ALL_ROLES} from '../tenant/tenant-options';
import {startTenant} from '../tenant/tenant';
import type {RequestLogEntry} from '../tenant/tenant';
import {formatCount, targetResult} from './figures';
import type {Section} from './figures';
import {leastSeconds} from './least-time';
import {progress} from './progress';
import {runSync} from './sync-run';
import type {StreamFigures, SyncFigures} from './sync-run';
import {BenchTenant, configuredCatalog} from './tenant';

const MAX_RATIO = 1.02;
const MAX_RATIO_OF_MORE = 0.4;
const DOCUMENTED_REQUESTS = 5;
const MAX_REFUSED = 5;

/** Days back are more of the same. */
const SETTINGS = {daily_report_backfill_days: 1};

const COLUMNS = [
  'stream',
  'records',
  'requests',
  'least s',
  'ours s',
  'ratio',
  'four times s',
  'without limits s',
];

type Scopes = ReadonlyMap<string, RateLimitScope>;

interface Limited extends SyncFigures {
  /** What the tenant was asked for. */
  requests: readonly RequestLogEntry[];
}

export async function sync(users: number): Promise<Section> {
  const loaded = (await loadStreams()).map(({definition}) => definition);
  const scopes = new Map(loaded.map(({name, rateLimitScope}) => [name, rateLimitScope]));
  progress('sync: under the documented limits');
  const documented = await underLimits(users, [...scopes.keys()], DOCUMENTED_REQUESTS);
  progress('sync: in a tenant that allows four times as much');
  const more = await underLimits(users, [...scopes.keys()], 4 * DOCUMENTED_REQUESTS);
  progress('sync: without limits');
  const unlimited = await withoutLimits(users, [...scopes.keys()]);
  const results = {documented, more, unlimited};
  return {
    title: `Whole sync, full refresh, ${formatCount(users)} users, daily reports of one day`,
    columns: COLUMNS,
    rows: rowsOf(scopes, results),
    notes: notesOf(Math.max(...leastOf(scopes, documented).values()), results),
  };
}

/** The tenant and the connector live on one clock, in which work takes no time. */
async function underLimits(
  users: number,
  streams: readonly string[],
  entraReportingRequests: number,
): Promise<Limited> {
  const clock = {now: Date.parse('2026-03-02T06:00:00Z')};
  const limits = {enforceLimits: true, entraReportingRequests};
  const tenant = await startTenant({users, ...limits, roles: ALL_ROLES, now: () => clock.now});
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  try {
    const catalog = configuredCatalog(streams, 'full_refresh');
    const files = writeFiles(folder, {files: {config: tenant.settings(SETTINGS), catalog}});
    const program = {args: [WITH_OWN_CLOCK, 'read', ...files], environment: tenant.environment()};
    return {...(await runSync(program, clock)), requests: tenant.requests};
  } finally {
    rmSync(folder, {recursive: true, force: true});
    await tenant.close();
  }
}

async function withoutLimits(users: number, streams: readonly string[]): Promise<SyncFigures> {
  const tenant = await BenchTenant.start(users, ['--all-permissions']);
  try {
    return await runSync(
      tenant.read('unlimited', streams, {mode: 'full_refresh', settings: SETTINGS}),
    );
  } finally {
    tenant.close();
  }
}

/** By stream: the least seconds for all requests of the limit that it shares with others. */
function leastOf(scopes: Scopes, {requests}: Limited): Map<string, number> {
  return new Map([...scopes].map(([name, scope]) => [name, leastSeconds(scope, requests)]));
}

interface Results {
  documented: Limited;
  more: Limited;
  unlimited: SyncFigures;
}

function rowsOf(scopes: Scopes, results: Results): string[][] {
  const least = leastOf(scopes, results.documented);
  const rows = [...least].map(([name, seconds]) => [
    name,
    ...cells(seconds, {
      documented: results.documented.streams.get(name),
      more: results.more.streams.get(name),
      unlimited: results.unlimited.streams.get(name),
    }),
  ]);
  const whole = {
    documented: totalOf(results.documented),
    more: totalOf(results.more),
    unlimited: totalOf(results.unlimited),
  };
  return [...rows, ['whole sync', ...cells(Math.max(...least.values()), whole)]];
}

function totalOf({streams, seconds}: SyncFigures): StreamFigures {
  const figures = [...streams.values()];
  const sum = (of: (one: StreamFigures) => number): number =>
    figures.reduce((total, one) => total + of(one), 0);
  return {records: sum(({records}) => records), requests: sum(({requests}) => requests), seconds};
}

function cells(least: number, results: Record<keyof Results, StreamFigures | undefined>): string[] {
  const {documented, more, unlimited} = results;
  const ours = documented?.seconds ?? NaN;
  return [
    formatCount(documented?.records ?? 0),
    formatCount(documented?.requests ?? 0),
    least.toFixed(0),
    ours.toFixed(1),
    least > 0 ? (ours / least).toFixed(3) : '',
    (more?.seconds ?? NaN).toFixed(1),
    (unlimited?.seconds ?? NaN).toFixed(1),
  ];
}

function notesOf(least: number, {documented, more}: Results): string[] {
  const ratio = documented.seconds / least;
  const ratioOfMore = more.seconds / least;
  const refused = [documented, more].map(
    ({requests}) => requests.filter(({status}) => status === 429).length,
  );
  return [
    'Seconds are from the start of the sync to the end of the stream. Under limits they are by a clock that stands still ' +
      'while anything is under way, so that all of them is waiting; streams that share a limit have one least time. Without limits ' +
      'they are real, and the tenant answers at once.',
    `Target at most ${MAX_RATIO} times the least time of the whole sync: ${ratio.toFixed(3)}, ` +
      `${targetResult(ratio, MAX_RATIO)}. In a tenant that allows four times the documented Entra ` +
      `reporting requests at most ${MAX_RATIO_OF_MORE}: ${ratioOfMore.toFixed(3)}, ` +
      `${targetResult(ratioOfMore, MAX_RATIO_OF_MORE)}. At most ${MAX_REFUSED} answers with 429: ` +
      `${refused.join(' and ')}, ${targetResult(Math.max(...refused), MAX_REFUSED)}.`,
  ];
}
