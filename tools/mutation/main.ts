/** `npm run test:mutation`: which changes of the code do the tests not notice? */
import type {Profile} from './environment';
import {functionAt} from './functions';
import {mutantsOf, mutate} from './mutants';
import type {Mutant} from './mutants';
import {HELP, readOptions} from './options';
import type {Options} from './options';
import {compiled, profile, sourceOf, testsFor} from './profiles';
import {describe, score, summarize} from './report';
import type {Verdict} from './report';
import {sample} from './sample';
import {Sandbox} from './sandbox';

const MUTATED = /^(read|graph|airbyte)\//;

/** How long a mutant may be silent: generous, because a slow machine is no detection. */
const SILENCE_MS = 20_000;
const SILENCE_FACTOR = 4;

function chosen({files, sample: size, seed}: Options): Mutant[] {
  const all = compiled('src')
    .filter((file) => MUTATED.test(file) && `src/${file}`.includes(files))
    .flatMap((file) => mutantsOf(file, sourceOf(file)));
  console.log(
    `${all.length} mutants${size === undefined ? '' : `, ${size} of them by seed ${seed}`}`,
  );
  return size === undefined ? all : sample(all, size, seed);
}

async function isDetected(mutant: Mutant, profiles: Profile[], sandbox: Sandbox): Promise<boolean> {
  const {file, start} = mutant;
  const original = sourceOf(file);
  const tests = testsFor(functionAt(file, original)(start), profiles);
  if (tests.length === 0) return false;
  const longest = Math.max(...tests.map(({longestSilenceMs}) => longestSilenceMs));
  sandbox.write(file, mutate(original, mutant));
  const outcome = await sandbox.run({
    tests: tests.map(({test}) => test),
    workers: 1,
    silenceMs: SILENCE_MS + SILENCE_FACTOR * longest,
  });
  sandbox.write(file, original);
  return outcome !== 'passed';
}

/** Takes mutants until none is left. */
async function work(queue: Mutant[], profiles: Profile[], verdicts: Verdict[]): Promise<void> {
  const sandbox = new Sandbox();
  try {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const verdict = {mutant, isDetected: await isDetected(mutant, profiles, sandbox)};
      verdicts.push(verdict);
      if (!verdict.isDetected) console.log(describe(mutant, sourceOf(mutant.file)));
      if (verdicts.length % 100 === 0) console.error(`${verdicts.length} tested`);
    }
  } finally {
    sandbox.remove();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(HELP);
  const queue = chosen(options);
  const files = [...new Set(queue.map(({file}) => file))];
  const profiles = await profile(files, options);
  const verdicts: Verdict[] = [];
  const workers = Array.from({length: options.workers}, () => work(queue, profiles, verdicts));
  await Promise.all(workers);
  console.log(summarize(verdicts).join('\n'));
  if (score(verdicts) < options.threshold) {
    console.log(`Fewer than ${options.threshold} % detected.`);
    process.exitCode = 1;
  }
}

void main();
