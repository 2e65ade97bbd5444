/** The folder that the demonstration leaves behind. */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Tenant} from '../tenant/tenant';
import {ROOT} from './connector';

/** As commands name it that are run in the root of the repository. */
export const OUTPUT_FOLDER = 'demo-output';

/** Path of a file, with forward slashes as in the commands that are shown. */
export function relativePath(name: string): string {
  return `${OUTPUT_FOLDER}/${name}`;
}

export function absolutePath(name: string): string {
  return join(ROOT, OUTPUT_FOLDER, name);
}

/** Empties the folder, and puts there what `npm run tenant` puts into the same place. */
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
