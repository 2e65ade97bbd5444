/**
 * The project's address stands in package.json alone: `repository`, `homepage`, `bugs` and
 * `config.image`. Other files repeat it, and a test holds them to it. This changes all of them:
 * npm run address -- https://github.com/OWNER/NAME [--site URL] [--image NAME]
 */
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';

export interface Address {
  /** `https://github.com/OWNER/NAME`. */
  repository: string;
  /** The documentation, without a slash at its end. */
  site: string;
  /** Name of the connector's image, without a tag. */
  image: string;
}

export interface Manifest {
  repository: {url: string};
  homepage: string;
  config: {image: string};
}

const REPOSITORY = resolve(__dirname, '..', '..');
const USAGE =
  'Usage: npm run address -- https://github.com/OWNER/NAME [--site https://…] [--image ghcr.io/…]';
const ON_GITHUB = /^https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git|\/)?$/;
const IMAGE = /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/;

export function addressOf({repository, homepage, config}: Manifest): Address {
  const url = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return {repository: url, site: homepage, image: config.image};
}

/**
 * The address of a repository, with GitHub's pages and its container registry where nothing else is given.
 * @throws Error for an address that is not one of GitHub, or an image name that registries refuse.
 */
export function addressAt(
  repository: string,
  {site, image}: {site?: string | undefined; image?: string | undefined} = {},
): Address {
  const [, owner, name] = ON_GITHUB.exec(repository) ?? [];
  if (!owner || !name) throw new Error(`${repository} is not a repository of GitHub. ${USAGE}`);
  const address = {
    repository: `https://github.com/${owner}/${name}`,
    site: (site ?? `https://${owner.toLowerCase()}.github.io/${name}`).replace(/\/+$/, ''),
    image: image ?? `ghcr.io/${owner}/${name}`.toLowerCase(),
  };
  if (!URL.canParse(address.site) || !address.site.startsWith('https://'))
    throw new Error(`${address.site} is not an address with https. ${USAGE}`);
  if (!IMAGE.test(address.image))
    throw new Error(`${address.image} is not the name of an image without a tag. ${USAGE}`);
  return address;
}

/** The text with one address in place of the other. */
export function withAddress(text: string, before: Address, after: Address): string {
  const to = spellings(after);
  return spellings(before).reduce((changed, from, at) => changed.replaceAll(from, to[at]!), text);
}

/** The last one, OWNER/NAME, is also a part of others. */
function spellings({repository, site, image}: Address): string[] {
  return [repository, site, image, new URL(repository).pathname.slice(1)];
}

/** Relative to the folder, of what Git keeps or would add. */
export function filesOfRepository(folder: string): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const output = execFileSync('git', list, {cwd: folder, encoding: 'utf8'});
  return output.split('\0').filter((file) => file !== '');
}

function changeFile(file: string, before: Address, after: Address): boolean {
  // Each byte a character, so that files that are no text stay as they are.
  const text = readFileSync(file, 'latin1');
  const changed = withAddress(text, before, after);
  if (changed === text) return false;
  writeFileSync(file, changed, 'latin1');
  return true;
}

function main(): void {
  const options = {site: {type: 'string'}, image: {type: 'string'}} as const;
  const {positionals, values} = parseArgs({options, allowPositionals: true});
  const after = addressAt(positionals[0] ?? '', values);
  const manifest = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as Manifest;
  const before = addressOf(manifest);
  for (const file of filesOfRepository(REPOSITORY))
    if (changeFile(join(REPOSITORY, file), before, after)) console.log(file);
}

if (require.main === module) main();
