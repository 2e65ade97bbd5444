import type {Tenant, User} from '../../tenant/tenant';
import {catalogOf, Connection} from '../support/connection';
import {Connector} from '../support/connector';
import {isCheckpoint} from '../support/messages';
import type {Message} from '../support/messages';
import {perTier} from '../support/tier';
import {holdDeltaPage, onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

type Interruption = [signal: NodeJS.Signals, meanwhile: string, changes: boolean];

const streams = ['users'];

function isRecord(message: Message): boolean {
  return message.type === 'RECORD';
}

/** Page 14 of 26 never comes, so the process is in the middle when the signal reaches it. */
async function tenantInTheMiddle(): Promise<{tenant: Tenant; release: () => void}> {
  const tenant = await openTenant({users: 500, deltaPageSize: 20});
  const held = holdDeltaPage(tenant, 14);
  return {tenant, release: () => held.remove()};
}

function change({directory}: Tenant): void {
  const users = [...directory.all()];
  const at = (place: number): User => users[place]!;
  for (const place of [1, 150, 199, 200, 260, 499]) {
    directory.change(at(place).id, {jobTitle: 'Promoted'});
  }
  directory.remove(at(5).id);
  directory.remove(at(6).id, {permanently: true});
  directory.remove(at(400).id);
  directory.remove(at(401).id, {permanently: true});
  directory.add({displayName: 'Late arrival'});
}

describe('a first sync that is killed after its first checkpoint', () => {
  const INTERRUPTIONS: Interruption[] = perTier({
    commit: [
      ['SIGKILL', 'the directory changes', true],
      ['SIGINT', 'nothing changes', false],
    ],
    full: [
      ['SIGKILL', 'nothing changes', false],
      ['SIGKILL', 'the directory changes', true],
      ['SIGTERM', 'the directory changes', true],
      ['SIGINT', 'nothing changes', false],
    ],
  });

  test.concurrent.each(INTERRUPTIONS)(
    'by %s loses nobody when it goes on; %s meanwhile',
    async (signal, _, changes) => {
      const {tenant, release} = await tenantInTheMiddle();
      const connection = new Connection(tenant, {streams});
      const running = connection.start();
      await running.said(isCheckpoint);
      running.kill(signal);
      const killed = connection.keep(await running.ended);
      expect([killed.signal, killed.exitCode]).toEqual([signal, null]);
      expect(killed.statuses('users')).toEqual(['STARTED', 'RUNNING']);
      expect(killed.errors).toEqual([]);
      expect(connection.table('users').size).toBeLessThan(500);

      release();
      if (changes) change(tenant);
      tenant.requests.length = 0;
      await connection.syncWell();
      expect(tenant.requests.filter(({path}) => path.endsWith('/delta')).length).toBeLessThan(25);
      if (changes) await connection.syncWell();
      connection.expectUsers();
    },
  );

  test.concurrent('goes on several times, one checkpoint after the other', async () => {
    const tenant = await openTenant({users: 700, deltaPageSize: 20});
    const connection = new Connection(tenant, {streams});
    for (let round = 1; round <= 3; round += 1) {
      const held = holdDeltaPage(tenant, 12);
      const running = connection.start();
      await running.said(isCheckpoint);
      running.kill('SIGKILL');
      connection.keep(await running.ended);
      held.remove();
    }
    expect(connection.table('users').size).toBeGreaterThanOrEqual(600);
    await connection.syncWell();
    connection.expectUsers();
  });
});

describe('a signal', () => {
  test.concurrent('ends a process that waits for the time that Graph asked for', async () => {
    const tenant = await openTenant({users: 5});
    const respond = {status: 429, headers: {'retry-after': '600'}};
    tenant.faults.inject({match: '/subscribedSkus', respond});
    const running = new Connection(tenant).start();
    await running.said((message) => message.type === 'LOG' && /600\.0 s/.test(message.log.message));
    running.kill('SIGTERM');
    const result = await running.ended;
    expect([result.signal, result.stderr]).toEqual(['SIGTERM', '']);
    expect(result.durationMs).toBeLessThan(20_000);
  });

  test.concurrent('ends a check that is waiting for an answer', async () => {
    const tenant = await openTenant({users: 5});
    tenant.faults.inject({match: '/subscribedSkus', action: 'hang'});
    const connector = new Connector(tenant);
    const files = {config: tenant.settings()};
    const running = connector.start(['check'], {files});
    onRequest(tenant, {part: '/users'}, () => running.kill('SIGTERM'));
    const result = await running.ended;
    expect([result.signal, result.stdout, result.stderr]).toEqual(['SIGTERM', '', '']);
  });
});

describe('the reader of the output', () => {
  let tenant: Tenant;

  beforeAll(async () => {
    tenant = await openTenant({users: 2300});
  });

  test('may be slow: every record arrives', async () => {
    const connection = new Connection(tenant, {syncMode: 'full_refresh'});
    const result = await connection.syncWell({bytesPerTurn: 2048});
    connection.expectUsers();
    expect(result.records('sign_in_activity').length).toBe(2300);
  });

  test('may be slow at the other end of a pipe of the shell', async () => {
    const connection = new Connection(tenant, {streams, syncMode: 'full_refresh'});
    const slowly = 'while IFS= read -r line; do printf "%s\\n" "$line"; done';
    await connection.syncWell({shell: `"$@" | ${slowly}`});
    connection.expectUsers();
  });

  test('may go away: the process ends soon and quietly with the code of a closed pipe', async () => {
    const before = tenant.requests.length;
    const running = new Connection(tenant).start();
    await running.said(isRecord);
    running.closeOutput();
    const result = await running.ended;
    expect([result.exitCode, result.signal, result.stderr]).toEqual([141, null, '']);
    expect(result.durationMs).toBeLessThan(20_000);
    expect(tenant.requests.length - before).toBeLessThan(24);
  });

  test('may be head: the pipe of a shell closes as quietly', async () => {
    const files = {config: tenant.settings(), catalog: catalogOf('full_refresh')};
    const shell = '{ "$@"; echo "exit code $?" >&2; } | head -n 3';
    const options = {files, shell, forPeople: true};
    const result = await new Connector(tenant).run(['read'], options);
    expect(result.stderr).toBe('exit code 141\n');
    expect(result.lines.length).toBe(3);
  });
});
