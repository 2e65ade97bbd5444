/** Tenants of a test file, closed at its end, and ways to act while one is being read. */
import {startTenant} from '../../tenant/tenant';
import type {InjectedFault, RequestLogEntry, Tenant, TenantOptions} from '../../tenant/tenant';
import {now} from './test-date';
import {certificateOfFile} from './use-resident';

const open: Tenant[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((tenant) => tenant.close()));
});

export async function openTenant(options: TenantOptions = {}): Promise<Tenant> {
  const certificate = await certificateOfFile();
  const tenant = await startTenant({now, certificate, ...options});
  open.push(tenant);
  return tenant;
}

/** Does something when a request comes whose URL has `part`, before it is answered. Once. */
export function onRequest(
  tenant: Tenant,
  {part, skip = 0}: {part: string; skip?: number},
  act: () => void,
): void {
  let left = skip + 1;
  const match = (rawUrl: string): boolean => {
    if (rawUrl.includes(part) && --left === 0) act();
    return false;
  };
  tenant.faults.inject({match, times: Infinity});
}

/** Leaves the page of that number unanswered, so that the reader is in the middle for sure. */
export function holdDeltaPage(tenant: Tenant, number: number): InjectedFault {
  return tenant.faults.inject({match: '/users/delta', skip: number - 1, action: 'hang'});
}

export function tokenRequests(tenant: Tenant): RequestLogEntry[] {
  return tenant.requests.filter(({method}) => method === 'POST');
}
