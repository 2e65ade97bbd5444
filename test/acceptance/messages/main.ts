/** Plays every scene and writes what the connector said into a folder, one file for each. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {SCENES} from './scenes';
import {Stage} from './stage';

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error('Say into which folder the messages go.');
  for (const {name, tenant = {}, play} of SCENES) {
    const {stdout} = await Stage.play(tenant, play);
    writeFileSync(join(folder, `${name}.jsonl`), stdout);
  }
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
