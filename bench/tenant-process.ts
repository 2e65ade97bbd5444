/**
 * The simulated tenant for the comparison of clients: it takes its time for each page, counts what it
 * is asked for, and changes users, as its parent says.
 *
 * Usage: node tenant-process.js USERS FOLDER, with an IPC channel
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startTenant} from '../tenant/tenant';
import type {InjectedFault, Tenant} from '../tenant/tenant';
import type {TenantAnswer, TenantCommand} from './client-tenant';

/** How long an answer takes whose latency is set. */
function setLatency(tenant: Tenant, delayMs: number): InjectedFault | undefined {
  if (delayMs === 0) return undefined;
  const isPage = (url: string): boolean => url.startsWith('/v1.0/');
  return tenant.faults.inject({match: isPage, times: Infinity, action: 'delay', delayMs});
}

/** Spread evenly over the tenant, so that most pages of a list have one. */
function changeUsers({directory}: Tenant, every: number): number {
  let changed = 0;
  for (let index = 0; index < directory.size; index += every) {
    if (directory.stateAt(index) !== 'live') continue;
    directory.change(directory.at(index).id, {jobTitle: 'Changed since the last round'});
    changed += 1;
  }
  return changed;
}

async function main(): Promise<void> {
  const [, , users, folder = ''] = process.argv;
  // A list of changes names the deleted ones too, and only the connector leaves them out.
  const tenant = await startTenant({users: Number(users), deletedUsers: 0, cachePages: true});
  writeFileSync(join(folder, 'config.json'), JSON.stringify(tenant.settings()));
  writeFileSync(join(folder, 'certificate.pem'), tenant.certificatePem);
  const answer = (value: TenantAnswer): void => void process.send?.(value);
  let latency: InjectedFault | undefined;
  process.on('message', (command: TenantCommand) => {
    if (command.kind === 'latency') {
      latency?.remove();
      latency = setLatency(tenant, command.ms);
      answer({value: command.ms});
    } else if (command.kind === 'change') answer({value: changeUsers(tenant, command.every)});
    else answer({value: tenant.requests.splice(0).length});
  });
  process.once('disconnect', () => void tenant.close());
  answer({value: tenant.directory.count()});
}

void main();
