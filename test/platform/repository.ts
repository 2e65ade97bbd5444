/** What stands in the files at the top of the repository. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parse} from 'yaml';

const REPOSITORY = resolve(__dirname, '..', '..', '..');

export function pathTo(file: string): string {
  return join(REPOSITORY, file);
}

export function readText(file: string): string {
  return readFileSync(pathTo(file), 'utf8');
}

/** @throws where the file is not YAML, or says a key twice. */
export function readYaml<Content>(file: string): Content {
  return parse(readText(file), {strict: true, uniqueKeys: true}) as Content;
}

export const packageFile = JSON.parse(readText('package.json')) as {
  name: string;
  version: string;
  description: string;
  /** The documentation. */
  homepage: string;
  repository: {type: string; url: string};
  bugs: string;
  config: {image: string};
  license: string;
  engines: {node: string};
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};
