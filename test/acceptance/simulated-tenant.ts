/** The tenant that `test_files/` describes: always the same, and always at the same address. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {REPOSITORY} from '../support/connector';
import {ALL_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';

export const TEST_FILES = join(REPOSITORY, 'test_files');

interface Description {
  port: number;
  seed: number;
  users: number;
  deletedUsers: number;
  deltaPageSize: number;
  /** The time at which its dates and reports stand. */
  now: string;
}

/** Another run of the same tests may have the port; it needs no longer than this. */
const PATIENCE_MS = 90_000;
const RETRY_MS = 250;

const {now, ...settings} = JSON.parse(
  readFileSync(join(TEST_FILES, 'tenant.json'), 'utf8'),
) as Description;

export const STARTED_AT = Date.parse(now);

/**
 * @param options in place of what `test_files/` says.
 * @throws when the port stays taken, saying which program to look for.
 */
export async function startSimulatedTenant(
  options: TenantOptions = {},
  patienceMs = PATIENCE_MS,
): Promise<Tenant> {
  const givesUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await startTenant({
        ...settings,
        now: () => STARTED_AT,
        roles: ALL_ROLES,
        ...options,
      });
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (performance.now() > givesUpAt) throw portTaken(options.port ?? settings.port, patienceMs);
      await setTimeout(RETRY_MS);
    }
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

function portTaken(port: number, patienceMs: number): Error {
  return new Error(
    `Port ${port} of 127.0.0.1 is taken, and stayed so for ${patienceMs / 1_000} seconds. ` +
      `The simulated tenant needs it, because the settings in test_files name it. ` +
      `End the program that listens there; "ss -ltnp sport = :${port}" shows it.`,
  );
}
