/** `npm run soak`: many syncs of a large tenant while requests fail. */
import {HELP, readOptions} from './options';
import {formatHeading, formatSync, formatResult} from './report';
import {soak} from './soak';

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return print(HELP);
  const {users, syncs, faults, seed, reportRows} = options;
  print(
    `${users} users, ${syncs} syncs, faults in ${faults * 100} % of the requests, seed ${seed}, ` +
      `${reportRows} rows in every report\n\n${formatHeading()}`,
  );
  let number = 0;
  const result = await soak(options, (figures) => print(formatSync((number += 1), figures)));
  print(`\n${formatResult(result)}`);
  if (result.violations.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
