/** `npm run bench`: measurements, not tests. Nothing here fails because a machine is slow. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {arch, cpus, type, totalmem} from 'node:os';
import {join} from 'node:path';
import {toMarkdown} from './figures';
import type {Section} from './figures';
import {lanes} from './lanes';
import {memory} from './memory';
import {HELP, readOptions} from './options';
import type {Options, SectionName} from './options';
import {peers} from './peers';
import {personalData} from './personal-data';
import {progress} from './progress';
import {report} from './report';
import {startup} from './startup';
import {sync} from './sync';
import {table, writePage} from './table';
import {throughput} from './throughput';

const OUTPUT = join(__dirname, '..', '..', 'bench-output');

const USERS = 100_000;

const MEASURE: Record<SectionName, (options: Options) => Promise<Section | Section[]>> = {
  startup: ({runs = 15}) => startup(runs),
  memory: ({users = USERS, runs = 3}) => memory(users, runs),
  throughput: ({users = USERS, runs = 5}) => throughput(users, runs),
  lanes: ({users = USERS, runs = 5}) => lanes(users, runs),
  peers: ({users = USERS, runs = 5, latencyMs}) => peers({users, runs, latencyMs}),
  report: ({users = USERS, runs = 3}) => report(users, runs),
  sync: ({users = USERS}) => sync(users),
  'personal-data': ({users = USERS, runs = 3}) => personalData(users, runs),
  table: ({users = 1_000_000}) => table(users),
};

function machine(): string {
  const all = cpus();
  return (
    `Node ${process.version}, ${type()} ${arch()}, ${all.length} CPUs ` +
    `(${all[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`
  );
}

function heading(): string {
  const tenant = 'The simulated tenant runs on the same machine and answers at once, from memory.';
  return `# Benchmarks\n\n${machine()}. ${tenant}`;
}

function measuredOn(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day} with \`npm run bench -- --only table --write\`: ${machine()}.`;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(HELP);
  const parts = [heading()];
  console.log(parts[0]);
  for (const name of options.sections) {
    progress(`${name} ...`);
    const sections = [await MEASURE[name](options)].flat();
    const part = sections.map(toMarkdown).join('\n\n');
    parts.push(part);
    console.log(`\n${part}`);
    if (options.writes && name === 'table') await writePage(sections, measuredOn());
  }
  mkdirSync(OUTPUT, {recursive: true});
  writeFileSync(join(OUTPUT, 'report.md'), `${parts.join('\n\n')}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
