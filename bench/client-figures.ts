/** Measures the clients by turns, so that load on the machine affects all of them. */
import type {AirbyteMessage, JsonObject} from '../src/airbyte/messages';
import {CLIENTS} from './client-tenant';
import type {Client, ClientTenant, EndOfRound, Read} from './client-tenant';
import {median} from './figures';
import {measure} from './measure';
import type {Measurement} from './measure';
import {readRows} from './printed-rows';
import {progress} from './progress';

/** Medians of the runs. */
export interface Figures {
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
  /** The sign-in included. */
  requests: number;
  runs: number;
}

interface Task {
  read: Read;
  runs: number;
  clients?: readonly Client[];
}

type Counted = Measurement & {requests: number};

export async function measureClients(
  tenant: ClientTenant,
  {read, runs, clients = CLIENTS}: Task,
): Promise<Partial<Record<Client, Figures>>> {
  const results = new Map(clients.map((client) => [client, [] as Counted[]]));
  for (let run = 1; run <= runs; run++) {
    progress(`${tenant.users} users, ${read}, run ${run}`);
    for (const [client, measured] of results) {
      await tenant.takeRequests();
      const usage = await measure(tenant.program(client, read));
      measured.push({...usage, requests: await tenant.takeRequests()});
    }
  }
  return Object.fromEntries([...results].map(([client, all]) => [client, summarize(all)]));
}

export function summarize(results: readonly Counted[]): Figures {
  const of = (name: keyof Counted): number => median(results.map((result) => result[name]));
  return {
    seconds: of('seconds'),
    cpuSeconds: of('cpuSeconds'),
    peakMb: of('peakMb'),
    requests: of('requests'),
    runs: results.length,
  };
}

interface WarmUp {
  read: Read;
  /** How many rows everybody has to find. Fewer are an error; a list of changes may repeat some. */
  rows: number;
}

/**
 * Lets every client read once, which fills the caches of the tenant.
 * @returns where the next round begins, after a round.
 * @throws where a client has not read every row.
 */
export async function warmUp(
  tenant: ClientTenant,
  {read, rows}: WarmUp,
): Promise<EndOfRound | undefined> {
  let end: EndOfRound | undefined;
  for (const client of CLIENTS) {
    progress(`${tenant.users} users, ${read}, ${client}: warming up`);
    const printed = await readRows(tenant.program(client, read));
    assertComplete(printed.rows, rows, `${client}, ${read}`);
    if (printed.state && read !== 'full refresh') end = endOfRound(printed.state);
  }
  return end;
}

export function assertComplete(rows: number, expected: number, what: string): void {
  if (rows < expected) throw new Error(`${what}: ${rows} rows, not ${expected}.`);
}

type StateMessage = Extract<AirbyteMessage, {type: 'STATE'}>['state'];

/** The state under the key that the connector gives it. */
export function endOfRound(state: JsonObject): EndOfRound {
  const {stream} = state as unknown as StateMessage;
  const {cursor} = stream.stream_state as {cursor: {start_link: string}};
  return {state, link: cursor.start_link};
}
