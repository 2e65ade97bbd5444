/** The output folder of the demo. */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Tenant} from '../tenant/tenant';
import {ROOT} from './connector';

/** Relative to the root of the repository. */
export const OUTPUT_FOLDER = 'demo-output';

/** Path of a file for the commands that are shown, with forward slashes. */
export function relativePath(name: string): string {
  return `${OUTPUT_FOLDER}/${name}`;
}

export function absolutePath(name: string): string {
  return join(ROOT, OUTPUT_FOLDER, name);
}

/** Empties the folder and writes what `npm run tenant` would write there. */
export function prepareFolder(tenant: Tenant): void {
  rmSync(absolutePath('.'), {recursive: true, force: true});
  mkdirSync(absolutePath('tenant'), {recursive: true});
  mkdirSync(absolutePath('printed'));
  writeJson('config.json', tenant.settings());
  writeJson('tenant/config.json', tenant.settings());
  writeFileSync(absolutePath('tenant/certificate.pem'), tenant.certificatePem);
}

export function writeJson(name: string, content: unknown): void {
  writeFileSync(absolutePath(name), `${JSON.stringify(content, null, 2)}\n`);
}

export function writeLines(name: string, items: readonly unknown[]): void {
  writeFileSync(absolutePath(name), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
}
