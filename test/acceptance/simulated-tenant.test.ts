import {openTenant} from '../support/tenants';
import {startSimulatedTenant} from './simulated-tenant';

test('a port that stays taken is named, with what to do about it', async () => {
  const other = await openTenant({users: 1});
  const port = Number(new URL(other.url).port);
  await expect(startSimulatedTenant({port}, 600)).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken, and stayed so for 0.6 seconds. The simulated tenant ` +
      'needs it, because the settings in test_files name it. End the program that listens there; ' +
      `"ss -ltnp sport = :${port}" shows it.`,
  );
});
