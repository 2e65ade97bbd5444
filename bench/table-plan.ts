/** What the published table has: pure, so that the page can be held against it. */
import {CLIENTS} from './client-tenant';
import type {Client, Read} from './client-tenant';
import type {Figures} from './client-figures';
import {formatCount} from './figures';
import type {Section} from './figures';

export interface PlannedRow {
  read: Read;
  users: number;
  latencyMs: number;
  /** 0: it would take too long. */
  runs: number;
  clients: readonly Client[];
}

/** Absent for a client that was not measured. */
export type RowFigures = Partial<Record<Client, Figures>>;

export type MeasuredRows = ReadonlyMap<PlannedRow, RowFigures>;

export const LATENCY_MS = 200;

/** The chain of both peers is the same, and where each page takes its time nothing else counts. */
const WITHOUT_SDK: readonly Client[] = ['connector', 'bare loop'];

type Runs = readonly [users: number, runs: number, clients?: readonly Client[]];

/** Fewer runs where one takes minutes, so that the whole table takes about twenty minutes. */
const RUNS: Record<Read, {atOnce: readonly Runs[]; withLatency: readonly Runs[]}> = {
  'full refresh': {
    atOnce: [
      [1_000, 5],
      [10_000, 5],
      [100_000, 5],
      [1_000_000, 5],
    ],
    withLatency: [
      [1_000, 3],
      [10_000, 3],
      [100_000, 1],
      [1_000_000, 1, WITHOUT_SDK],
    ],
  },
  'first round': {
    atOnce: [
      [1_000, 5],
      [10_000, 5],
      [100_000, 5],
      [1_000_000, 1],
    ],
    withLatency: [
      [1_000, 3],
      [10_000, 1],
      [100_000, 0],
      [1_000_000, 0],
    ],
  },
  'next round': {
    atOnce: [
      [1_000, 5],
      [10_000, 5],
      [100_000, 3],
      [1_000_000, 3],
    ],
    withLatency: [
      [1_000, 3],
      [10_000, 3],
      [100_000, 3],
      [1_000_000, 1],
    ],
  },
};

export const PLAN: readonly PlannedRow[] = Object.entries(RUNS).flatMap(
  ([read, {atOnce, withLatency}]) => [
    ...atOnce.map((runs) => plannedRow(read as Read, 0, runs)),
    ...withLatency.map((runs) => plannedRow(read as Read, LATENCY_MS, runs)),
  ],
);

function plannedRow(
  read: Read,
  latencyMs: number,
  [users, runs, clients = CLIENTS]: Runs,
): PlannedRow {
  return {read, users, latencyMs, runs, clients};
}

const TITLES: Record<Read, string> = {
  'full refresh': 'Full refresh',
  'first round': 'Incremental: the first round',
  'next round': 'Incremental: the next round, after 1 % of the users have changed',
};

const COLUMNS = ['Users', 'A page takes', 'Seconds', 'CPU seconds', 'Peak MB', 'Requests', 'Runs'];

export const NOT_MEASURED = 'not measured';

/** One table for each way to read; what has no figures says so. */
export function tablesOf(measured: MeasuredRows): Section[] {
  return Object.entries(TITLES).map(([read, title]) => ({
    title,
    columns: COLUMNS,
    rows: PLAN.filter((row) => row.read === read).map((row) => cells(row, measured.get(row) ?? {})),
  }));
}

function cells({users, latencyMs}: PlannedRow, figures: RowFigures): string[] {
  const runs = Object.values(figures)[0]?.runs;
  return [
    formatCount(users),
    `${latencyMs} ms`,
    ofClients(figures, ({seconds}) => seconds.toFixed(seconds < 100 ? 2 : 0)),
    ofClients(figures, ({cpuSeconds}) => cpuSeconds.toFixed(2)),
    ofClients(figures, ({peakMb}) => peakMb.toFixed(0)),
    ofClients(figures, ({requests}) => formatCount(requests)),
    runs === undefined ? '0' : String(runs),
  ];
}

/** In the order of the clients. */
function ofClients(figures: RowFigures, format: (of: Figures) => string): string {
  if (Object.keys(figures).length === 0) return NOT_MEASURED;
  return CLIENTS.map((client) => {
    const of = figures[client];
    return of ? format(of) : NOT_MEASURED;
  }).join(' / ');
}
