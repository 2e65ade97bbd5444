/** The option --duckdb: PyAirbyte reads the tenant into a DuckDB file. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {ROOT} from './connector';
import {absolutePath} from './output-folder';

/** Installs PyAirbyte. @throws before anything else is done, if the step cannot work. */
export async function prepareDuckdb(file: string): Promise<void> {
  if (existsSync(file)) {
    throw new Error(`The file ${file} already exists. Name another one, or delete it.`);
  }
  await run('tools/python-venv.sh', [], 'ignore');
}

export async function readIntoDuckdb(file: string): Promise<void> {
  console.log(`\nThe same by PyAirbyte, into a DuckDB file\n`);
  const args = ['--config', absolutePath('config.json'), '--duckdb', resolve(file)];
  await run('interop/read-into-duckdb.sh', args, 'inherit');
}

/** Asynchronous, because the tenant runs in this process. */
async function run(script: string, args: string[], output: 'ignore' | 'inherit'): Promise<void> {
  const child = spawn(join(ROOT, script), args, {
    stdio: ['ignore', output, 'inherit'],
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: absolutePath('tenant/certificate.pem'),
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    },
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`${script} ended with ${code ?? signal}.`);
}
