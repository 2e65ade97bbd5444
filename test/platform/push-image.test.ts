/** .github/push-image, with a docker that writes down what it is asked for. */
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {packageFile, pathTo, readText} from './repository';

const BASE = `sha256:${'0123456789abcdef'.repeat(4)}`;
const PUSHED = `sha256:${'fedcba9876543210'.repeat(4)}`;
const COMMIT_DATE = '2026-01-02T03:04:05Z';

const DOCKER = `#!/usr/bin/env node
const args = process.argv.slice(2);
require('fs').writeFileSync(process.env.CALL, JSON.stringify(args));
const metadata = args[args.indexOf('--metadata-file') + 1];
require('fs').writeFileSync(metadata, JSON.stringify({'containerimage.digest': process.env.DIGEST}));
console.log('pushing');
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'push-'));
  mkdirSync(join(folder, '.github'));
  mkdirSync(join(folder, 'commands'));
  cpSync(pathTo('.github/push-image'), join(folder, '.github', 'push-image'));
  cpSync(pathTo('package.json'), join(folder, 'package.json'));
  writeFileSync(join(folder, 'commands', 'docker'), DOCKER, {mode: 0o755});
  writeDockerfile(`@${BASE}`);
  run('git', 'init', '--quiet');
  run('git', 'add', '.');
  run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'test');
});
afterEach(() => rmSync(folder, {recursive: true}));

/** The repository's, with this behind the tag of each base. */
function writeDockerfile(digest: string): void {
  const text = readText('Dockerfile').replace(/(node:[^\s@]+)(@sha256:\w+)?/g, `$1${digest}`);
  writeFileSync(join(folder, 'Dockerfile'), text);
}

function run(command: string, ...args: string[]): {status: number | null; stdout: string} {
  const env = {
    PATH: `${join(folder, 'commands')}:${process.env['PATH']}`,
    GIT_COMMITTER_DATE: COMMIT_DATE,
    CALL: join(folder, 'call.json'),
    DIGEST: PUSHED,
  };
  return spawnSync(command, args, {cwd: folder, env, encoding: 'utf8'});
}

function push(...args: string[]): {status: number | null; stdout: string} {
  return run('.github/push-image', ...args);
}

function call(): string[] {
  return JSON.parse(readFileSync(join(folder, 'call.json'), 'utf8')) as string[];
}

function valuesOf(option: string): string[] {
  return call().flatMap((text, at, all) => (text === option ? [all[at + 1]!] : []));
}

test('the connector is pushed for two processors, under name and version of package.json', () => {
  const {image} = packageFile.config;
  expect(push('')).toMatchObject({status: 0, stdout: `image=${image}\ndigest=${PUSHED}\n`});
  expect(call().slice(0, 3)).toEqual(['buildx', 'build', '--push']);
  expect(valuesOf('--tag')).toEqual([`${image}:${packageFile.version}`]);
  expect(valuesOf('--platform')).toEqual(['linux/amd64,linux/arm64']);
  expect([valuesOf('--sbom'), valuesOf('--provenance')]).toEqual([['true'], ['mode=max']]);
  expect(valuesOf('--target')).toEqual([]);
  expect(call().at(-1)).toBe('.');
});

test('its labels say which commit and which base it was made of', () => {
  push('');
  const [, tag] = /node:([^\s@]+)/.exec(readText('Dockerfile'))!;
  expect(valuesOf('--build-arg')).toEqual([
    `VERSION=${packageFile.version}`,
    `REVISION=${run('git', 'rev-parse', 'HEAD').stdout.trim()}`,
    `CREATED=${COMMIT_DATE.replace('Z', '+00:00')}`,
    `BASE_NAME=docker.io/library/node:${tag}`,
    `BASE_DIGEST=${BASE}`,
  ]);
});

test('the report has a name and a target of its own', () => {
  const image = `${packageFile.config.image}-report`;
  expect(push('report').stdout).toBe(`image=${image}\ndigest=${PUSHED}\n`);
  expect(valuesOf('--tag')).toEqual([`${image}:${packageFile.version}`]);
  expect(valuesOf('--target')).toEqual(['report']);
});

test('nothing is pushed where the base image has no digest', () => {
  writeDockerfile('');
  expect(push('')).toMatchObject({status: 1, stdout: ''});
  expect(() => call()).toThrow('ENOENT');
});
