/** The packages of a production install. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

export interface ShippedPackage {
  name: string;
  version: string;
  /** SPDX identifier, as its package.json says. */
  licence: string;
  licenceText: string;
}

interface LockEntry {
  dev?: boolean;
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying)/i;
const README = /^readme/i;
/** From such a heading to the end of the file, or to the next heading. */
const README_SECTION = /^#*\s*\(?licen[cs]e\)?\s*\n[-=\s]*([^#]+)/im;

/**
 * Every package of the lock file that is not for development, as it is installed.
 * @throws Error for a package that is not installed or has no licence text anywhere.
 */
export function shippedPackages(folder: string): ShippedPackage[] {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const paths = Object.keys(lock.packages).filter(
    (path) => path !== '' && !lock.packages[path]!.dev,
  );
  const packages = paths.map((path) => describePackage(join(folder, path)));
  return [...packages].sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1));
}

export function fullName({name, version}: {name: string; version: string}): string {
  return `${name}@${version}`;
}

function describePackage(folder: string): ShippedPackage {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new Error(`${folder} is not installed: run npm ci.`);
  const {name, version, license} = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return {
    name,
    version,
    licence: license ?? 'none',
    licenceText: findLicenceText(folder),
  };
}

function findLicenceText(folder: string): string {
  const ownFile = readMatching(folder, LICENCE_FILE);
  const text = ownFile ?? README_SECTION.exec(readMatching(folder, README) ?? '')?.[1];
  if (text === undefined) throw new Error(`${folder} has no licence text.`);
  return text.replace(/\r\n?/g, '\n').trim();
}

function readMatching(folder: string, name: RegExp): string | undefined {
  const file = readdirSync(folder).find((entry) => name.test(entry));
  return file && readFileSync(join(folder, file), 'utf8');
}
