/** The connector beside a bare loop and Microsoft's client for JavaScript: the same users and fields. */
import {measureClients, warmUp} from './client-figures';
import type {Figures} from './client-figures';
import {CLIENTS, ClientTenant, READS} from './client-tenant';
import type {Client, Read} from './client-tenant';
import {formatCount} from './figures';
import type {Section} from './figures';

const COLUMNS = [
  'read: client',
  'seconds',
  'CPU s',
  'peak MB',
  'requests',
  'connector / it, seconds',
  'connector / it, CPU',
];

interface PeersOptions {
  users: number;
  runs: number;
  latencyMs: number;
}

export async function peers({users, runs, latencyMs}: PeersOptions): Promise<Section> {
  const tenant = await ClientTenant.start(users);
  const rows: string[][] = [];
  try {
    for (const read of READS) {
      await prepare(tenant, read);
      await tenant.setLatency(latencyMs);
      rows.push(...rowsOf(read, await measureClients(tenant, {read, runs})));
      await tenant.setLatency(0);
    }
  } finally {
    tenant.close();
  }
  const latency = latencyMs === 0 ? 'no latency' : `${latencyMs} ms a page`;
  return {
    title: `Clients compared, ${formatCount(users)} users, ${latency}, medians of ${runs}`,
    columns: COLUMNS,
    rows,
  };
}

/** One of so many users changes between two rounds. */
export const CHANGED_ONE_OF = 100;

/** Until the caches are warm and, before a next round, users have changed. */
export async function prepare(tenant: ClientTenant, read: Read): Promise<void> {
  const isNext = read === 'next round';
  const rows = isNext ? await tenant.changeOneOf(CHANGED_ONE_OF) : tenant.users;
  const end = await warmUp(tenant, {read, rows});
  if (end && !isNext) tenant.setEndOfRound(end);
}

function rowsOf(read: Read, figures: Partial<Record<Client, Figures>>): string[][] {
  const {connector: ours} = figures;
  return CLIENTS.flatMap((client) => {
    const of = figures[client];
    return of && ours ? [[`${read}: ${client}`, ...cells(of, ours)]] : [];
  });
}

function cells(figures: Figures, ours: Figures): string[] {
  const {seconds, cpuSeconds, peakMb, requests} = figures;
  return [
    ...[seconds.toFixed(2), cpuSeconds.toFixed(2), peakMb.toFixed(0), formatCount(requests)],
    ...[(ours.seconds / seconds).toFixed(2), (ours.cpuSeconds / cpuSeconds).toFixed(2)],
  ];
}
