/** What the site says of the project, and the path under which it is served. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {addressOf} from '../tools/address';
import type {Manifest} from '../tools/address';
import {REPOSITORY} from './folders';

export interface Site {
  title: string;
  description: string;
  /** With a slash at both ends. */
  base: string;
  /** `https://github.com/OWNER/NAME`. */
  repository: string;
}

/** @param environment SITE_BASE is the path, if it is another than that of the project's address */
export function readSite(environment: NodeJS.ProcessEnv): Site {
  const text = readFileSync(join(REPOSITORY, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Manifest & {name: string; description: string};
  const {repository, site} = addressOf(manifest);
  const path = environment['SITE_BASE'] ?? new URL(site).pathname;
  return {
    title: manifest.name,
    description: manifest.description,
    base: `/${path}/`.replace(/\/+/g, '/'),
    repository,
  };
}
