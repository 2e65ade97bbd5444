/** The run without mutants: which functions each test file runs, and how long it takes. */
import {mkdirSync, readFileSync, readdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import type {Profile} from './environment';
import {instrument} from './functions';
import type {Options} from './options';
import {REPOSITORY, Sandbox} from './sandbox';

/** Tests that start no process of their own. */
const IN_PROCESS = /^(airbyte|check|config|contract|graph|hostile|read|streams)\/|^errors\.test/;

export function compiled(folder: 'src' | 'test'): string[] {
  return readdirSync(join(REPOSITORY, 'dist', folder), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.js'))
    .sort();
}

export function sourceOf(file: string): string {
  return readFileSync(join(REPOSITORY, 'dist', 'src', file), 'utf8');
}

const SLOW = /^(contract|hostile)\//;

/** @param files those with mutants, relative to `dist/src`. */
export async function profile(
  files: readonly string[],
  {workers, isQuick}: Options,
): Promise<Profile[]> {
  const sandbox = new Sandbox();
  try {
    for (const file of files) sandbox.write(file, instrument(file, sourceOf(file)));
    const folder = join(sandbox.folder, 'profiles');
    mkdirSync(folder);
    const tests = inProcessTests().filter((test) => !(isQuick && SLOW.test(test)));
    const environment = {MUTATION_PROFILES: folder};
    const outcome = await sandbox.run({tests, workers, environment});
    if (outcome !== 'passed') throw new Error('The tests fail without a mutant.');
    return readdirSync(folder).map((name) => read(sandbox, join(folder, name)));
  } finally {
    sandbox.remove();
  }
}

function inProcessTests(): string[] {
  return compiled('test').filter((file) => IN_PROCESS.test(file) && file.endsWith('.test.js'));
}

function read({folder}: Sandbox, file: string): Profile {
  const found = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  return {...found, test: relative(join(folder, 'dist', 'test'), found.test)};
}

/** The tests that run a function: the test of the file itself first, then the quickest. */
export function testsFor(name: string, profiles: readonly Profile[]): Profile[] {
  const own = name.replace(/\.js:\d+$/, '.test.js');
  const rank = ({test, durationMs}: Profile): number => (test === own ? 0 : durationMs);
  return profiles
    .filter(({functions}) => functions.includes(name))
    .sort((a, b) => rank(a) - rank(b));
}
