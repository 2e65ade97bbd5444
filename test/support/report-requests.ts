/** What was asked of a tenant about its usage reports. */
import type {RequestLogEntry, Tenant} from '../../tenant/tenant';

export const DOWNLOAD = '/reports-download/v1.0/download';

export function downloads(tenant: Tenant): RequestLogEntry[] {
  return tenant.requests.filter(({path}) => path === DOWNLOAD);
}

export function questions(tenant: Tenant): RequestLogEntry[] {
  return tenant.requests.filter(({path}) => /^\/v1\.0\/(copilot\/)?reports\/get/.test(path));
}

/** The days that were asked for, in order. */
export function daysAsked(tenant: Tenant): string[] {
  return questions(tenant).flatMap(({path}) => /\(date=(.*)\)$/.exec(path)?.[1] ?? []);
}

/** Resolves when the tenant has noticed that a client hung up. */
export async function noticed(entry: RequestLogEntry | undefined): Promise<void> {
  while (entry?.abandoned !== true) await new Promise((resolve) => setImmediate(resolve));
}

/** The day so many days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** So many days, the last of them given. */
export function daysUntil(last: string, count: number): string[] {
  return Array.from({length: count}, (_, place) => later(last, place + 1 - count));
}
