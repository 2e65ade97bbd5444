/** A signed-in client of a fresh tenant for each test, closed behind it. */
import {GraphClient} from './graph-client';
import type {Reply} from './graph-client';
import {startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';

export interface Opened {
  tenant: Tenant;
  graph: GraphClient;
}

const opened: Opened[] = [];

afterEach(async () => {
  for (const {tenant, graph} of opened.splice(0)) {
    graph.close();
    await tenant.close();
  }
});

export async function open(options: TenantOptions = {}): Promise<Opened> {
  const tenant = await startTenant(options);
  const graph = new GraphClient(tenant);
  opened.push({tenant, graph});
  await graph.signIn();
  return {tenant, graph};
}

/** Follows the link of a usage report, without the token. */
export async function download(graph: GraphClient, path: string): Promise<Reply> {
  const {status, headers, text} = await graph.get(path);
  if (status !== 302) throw new Error(`${status}: ${text}`);
  return graph.send(String(headers.location), {});
}
