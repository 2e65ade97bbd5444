import {OUTPUT_FOLDER, relativePath} from './output-folder';

/**
 * The commands to repeat the demo by hand. The tenant starts on the same port again, because links
 * in the state contain it.
 */
export function manualCommands(tenantUrl: string): string {
  const program = 'bin/source-microsoft-365';
  const config = `--config ${relativePath('tenant/config.json')}`;
  const catalog = `--catalog ${relativePath('catalog-incremental.json')}`;
  const state = `--state ${relativePath('state.json')}`;
  const proxy = Object.keys(process.env).some((name) => /^https?_proxy$/i.test(name));
  return `By hand, in the folder of the repository: start the simulated tenant in one terminal

  npm run tenant -- --all-permissions --folder ${relativePath('tenant')} --port ${new URL(tenantUrl).port}

and in another

  export NODE_EXTRA_CA_CERTS=${relativePath('tenant/certificate.pem')}${proxy ? '\n  export NO_PROXY=127.0.0.1' : ''}
  ${program} spec
  ${program} check ${config}
  ${program} discover ${config}
  ${program} read ${config} ${catalog}
  ${program} read ${config} ${catalog} ${state}

Without --all-permissions the tenant grants the four permissions that the connector needs. Then
directory_subscriptions and license_groups are skipped, and read ends with 1 after the others.

All files are in ${OUTPUT_FOLDER}: config.json, catalog.json, state.json (where the second incremental
read began), messages.jsonl (what a destination would get), and in printed/ what each command
wrote.`;
}
