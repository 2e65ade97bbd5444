/** A record that is copied has its fields in the order of Graph, and those behind that Graph does not send. */
import {Connection} from '../support/connection';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

/** The users whose records are copied, and all. */
function copiedOf(result: Result): [copied: number, all: number] {
  const rows = result.records('users');
  const copied = rows.filter((row) => {
    const fields = Object.keys(row);
    return fields.indexOf('object_type') > fields.indexOf('assignedLicenses');
  });
  return [copied.length, rows.length];
}

async function read(
  syncMode: 'full_refresh' | 'incremental',
  users: number,
  settings = {},
): Promise<Result> {
  const tenant = await openTenant({users});
  return new Connection(tenant, {streams: ['users'], settings, syncMode}).syncWell();
}

/** Most rows are as they are written. The others have a character that readers refuse, or an annotation. */
function expectMostCopied(result: Result): void {
  const [copied, all] = copiedOf(result);
  expect(copied / all).toBeGreaterThan(0.9);
  expect(copied).toBeLessThan(all);
}

test.concurrent.each([
  ['a full refresh', 'full_refresh', 500],
  ['a full refresh in lanes', 'full_refresh', 5_100],
  ['a first round', 'incremental', 500],
] as const)('most rows of %s are copied', async (_, syncMode, users) => {
  expectMostCopied(await read(syncMode, users));
});

test.concurrent('most rows of one domain are copied', async () => {
  expectMostCopied(await read('full_refresh', 500, {domains: ['contoso.com']}));
});

test.concurrent('no row with pseudonyms is copied', async () => {
  const settings = {personal_data: {mode: 'pseudonymize', key: 'k'.repeat(32)}};
  expect(copiedOf(await read('full_refresh', 500, settings))).toEqual([0, 500]);
});
