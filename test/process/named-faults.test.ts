/** The faults that the simulated tenant has for trying by hand (`npm run tenant -- --fault NAME`). */
import {FAULT_NAMES, faultNamed} from '../../tenant/named-faults';
import {Connection} from '../support/connection';
import {openTenant} from '../support/tenants';
import {NOON} from '../support/test-date';
import {useResident} from '../support/use-resident';

useResident();

const isOfNetwork = (name: string): boolean => /^(web-filter|portal)/.test(name);
const STREAMS = ['users', 'mailbox_usage_detail'];

test.concurrent.each(FAULT_NAMES.filter((name) => !isOfNetwork(name)))(
  '%s costs time, and no row',
  async (name) => {
    const clock = {now: NOON};
    const tenant = await openTenant({users: 50, deltaPageSize: 10, now: () => clock.now});
    const fault = tenant.faults.inject(faultNamed(name));
    const connection = new Connection(tenant, {streams: STREAMS});
    const result = await connection.syncWell({clock});
    connection.expectUsers();
    expect(result.statuses('mailbox_usage_detail').at(-1)).toBe('COMPLETE');
    expect(fault.hits).toBeGreaterThanOrEqual(3);
  },
);

test.concurrent.each(FAULT_NAMES.filter(isOfNetwork))(
  '%s is a transient_error that names the network',
  async (name) => {
    const clock = {now: NOON};
    const tenant = await openTenant({users: 5, now: () => clock.now});
    tenant.faults.inject(faultNamed(name));
    const result = await new Connection(tenant, {streams: STREAMS}).sync({clock});
    expect(result.exitCode).toBe(1);
    for (const {failure_type: type, message} of result.errors) {
      expect(type).toBe('transient_error');
      expect(message).toMatch(
        /^(\w+: )?Something between this machine and 127\.0\.0\.1:\d+ answered/,
      );
    }
  },
);

test('a name that is not known is refused with those that are', () => {
  expect(() => faultNamed('x')).toThrow(/^--fault takes one of these, not "x": unexplained, /);
});
