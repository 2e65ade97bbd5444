/**
 * Runs the tenant of `test_files/` until standard input closes, for the tests in Python.
 * Prints one line of JSON when it is ready: where the certificate is that it has to be trusted by.
 */
import {startSimulatedTenant} from './simulated-tenant';

async function serve(): Promise<void> {
  const tenant = await startSimulatedTenant();
  const {NODE_EXTRA_CA_CERTS: certificate} = tenant.environment();
  process.stdout.write(`${JSON.stringify({url: tenant.url, certificate})}\n`);
  process.stdin.on('end', () => void tenant.close()).resume();
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
