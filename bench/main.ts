/** `npm run bench`: measurements, not tests. Nothing here fails because a machine is slow. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {arch, cpus, platform, totalmem} from 'node:os';
import {join} from 'node:path';
import {toMarkdown} from './figures';
import type {Section} from './figures';
import {lanes} from './lanes';
import {memory} from './memory';
import {HELP, readOptions} from './options';
import type {Options, SectionName} from './options';
import {personalData} from './personal-data';
import {progress} from './progress';
import {report} from './report';
import {startup} from './startup';
import {sync} from './sync';
import {throughput} from './throughput';

const OUTPUT = join(__dirname, '..', '..', 'bench-output');

const MEASURE: Record<SectionName, (options: Options) => Promise<Section>> = {
  startup: ({runs = 15}) => startup(runs),
  memory: ({users, runs = 3}) => memory(users, runs),
  throughput: ({users, runs = 5}) => throughput(users, runs),
  lanes: ({users, runs = 5}) => lanes(users, runs),
  report: ({users, runs = 3}) => report(users, runs),
  sync: ({users}) => sync(users),
  'personal-data': ({users, runs = 3}) => personalData(users, runs),
};

function machine(): string {
  const all = cpus();
  return [
    '# Benchmarks',
    `Node ${process.version}, ${platform()} ${arch()}, ${all.length} CPUs ` +
      `(${all[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB of memory. ` +
      'The simulated tenant runs on the same machine and answers at once, from memory.',
  ].join('\n\n');
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(HELP);
  const parts = [machine()];
  console.log(parts[0]);
  for (const name of options.sections) {
    progress(`${name} ...`);
    const part = toMarkdown(await MEASURE[name](options));
    parts.push(part);
    console.log(`\n${part}`);
  }
  mkdirSync(OUTPUT, {recursive: true});
  writeFileSync(join(OUTPUT, 'report.md'), `${parts.join('\n\n')}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
