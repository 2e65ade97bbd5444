import {request} from 'node:https';
import {setImmediate} from 'node:timers/promises';
import {open} from './open-tenant';
import type {Opened} from './open-tenant';

describe('large reports', () => {
  const PATH = "/reports/getTeamsUserActivityUserDetail(period='D7')";

  /** Reads, and reports the most memory that was held meanwhile. */
  async function drain(
    {tenant, graph}: Opened,
    onBytes: (bytes: number) => 'go on' | 'hang up',
  ): Promise<{bytes: number; grownMb: number}> {
    const link = String((await graph.get(PATH)).headers.location);
    const before = process.memoryUsage().rss;
    let [bytes, most] = [0, before];
    await new Promise<void>((resolve, reject) => {
      const sent = request(link, {ca: tenant.certificatePem}, (response) => {
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          most = Math.max(most, process.memoryUsage.rss());
          if (onBytes(bytes) === 'hang up') response.destroy();
        });
        response.on('close', resolve);
      });
      sent.on('error', reject).end();
    });
    return {bytes, grownMb: (most - before) / 2 ** 20};
  }

  test('are made while they are sent', async () => {
    const opened = await open({users: 10, reportRows: 200_000});
    const {bytes, grownMb} = await drain(opened, () => 'go on');
    expect(bytes).toBeGreaterThan(30_000_000);
    expect(grownMb).toBeLessThan(100);
  });

  test('end when the client has had enough', async () => {
    const opened = await open({users: 10, reportRows: 1_000_000});
    const {bytes, grownMb} = await drain(opened, (sofar) =>
      sofar > 100_000 ? 'hang up' : 'go on',
    );
    expect(bytes).toBeLessThan(5_000_000);
    // The whole file has 250 MB.
    expect(grownMb).toBeLessThan(60);
    while (!opened.tenant.requests.at(-1)?.abandoned) await setImmediate();
  });
});
