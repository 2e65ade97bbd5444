/** `npm run compare -- REVISION`: whether this checkout writes what another revision writes. */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {formatCount} from '../figures';
import {progress} from '../progress';
import {compareMessages} from './differences';
import type {Difference} from './differences';
import {LOGS} from './messages';
import type {Messages} from './messages';
import {buildRevision, presentRevision} from './revision';
import type {Revision} from './revision';
import {runScenario, scenarios} from './scenarios';
import type {Scenario} from './scenarios';

const ROOT = join(__dirname, '..', '..', '..');

const HELP = `Runs another revision of the connector and this checkout against the same simulated tenants, and
compares what they write: spec, check, discover, a full refresh, an incremental read and another
one after changes. Times are left out.

Usage: npm run compare -- REVISION [options]

  --users N   how many users the tenants have (default 1000)
  --strict    differences of log messages count, too
  --help      this text

Exits with 1 where anything differs.
`;

interface Options {
  revision: string;
  users: number;
  strict: boolean;
}

/** @returns undefined when help is asked for. */
function readOptions(): Options | undefined {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      users: {type: 'string', default: '1000'},
      strict: {type: 'boolean', default: false},
      help: {type: 'boolean', short: 'h'},
    },
  });
  if (values.help) return undefined;
  const [revision, ...more] = positionals;
  if (revision === undefined || more.length > 0) throw new Error(HELP);
  if (!/^[1-9]\d*$/.test(values.users)) throw new Error('--users takes a whole number from 1.');
  return {revision, users: Number(values.users), strict: values.strict};
}

/** @returns whether anything differs that counts. */
async function compareScenario(
  scenario: Scenario,
  [before, after]: readonly [Revision, Revision],
  strict: boolean,
): Promise<boolean> {
  console.log(`\n${scenario.title}`);
  progress('  the other revision');
  const first = await runScenario(scenario, {executable: before.executable, port: 0});
  progress('  this checkout');
  const second = await runScenario(scenario, {executable: after.executable, port: first.port});
  let differs = false;
  for (const [command, messages] of first.outputs) {
    const differences = compareMessages(messages, second.outputs.get(command) ?? new Map());
    const counting = differences.filter(({group}) => strict || group !== LOGS);
    differs ||= counting.length > 0;
    console.log(
      `  ${command.padEnd(32)}${counting.length === 0 ? 'equal' : 'DIFFERENT'}, ${sizeOf(messages)}`,
    );
    for (const difference of differences) console.log(describeDifference(difference, strict));
  }
  return differs;
}

function sizeOf(messages: Messages): string {
  const count = [...messages.values()].reduce((sum, {length}) => sum + length, 0);
  return `${formatCount(count)} messages`;
}

function describeDifference({group, text}: Difference, strict: boolean): string {
  const remark = group === LOGS && !strict ? ' (does not count)' : '';
  return `${group}${remark}: ${text}`.replace(/^/gm, '    ');
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(HELP);
  const {revision, users, strict} = options;
  progress(`building ${revision}`);
  const before = buildRevision(ROOT, revision);
  process.once('SIGINT', () => {
    before.remove();
    process.exit(130);
  });
  try {
    let differs = false;
    for (const scenario of scenarios(users)) {
      const found = await compareScenario(scenario, [before, presentRevision(ROOT)], strict);
      differs ||= found;
    }
    console.log(differs ? `\nDIFFERENT from ${revision}.` : `\nEqual to ${revision}.`);
    if (differs) process.exitCode = 1;
  } finally {
    before.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
