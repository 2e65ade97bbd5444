/**
 * Makes the catalog for `read` from what `discover` printed, with every stream in it:
 * npm run --silent catalog -- discovered.jsonl > catalog.json
 */
import {readFileSync} from 'node:fs';
import type {AirbyteMessage} from '../src/airbyte/messages';
import {configuredCatalog, streamsIn} from '../demo/catalog';

const USAGE =
  'Usage: npm run --silent catalog -- FILE [full_refresh], FILE with what discover wrote';

/** @param output what `discover` printed, one message a line. */
export function catalogFrom(output: string, mode: 'incremental' | 'full_refresh'): string {
  const lines = output.split('\n').filter((line) => line !== '');
  const messages = lines.map((line) => JSON.parse(line) as AirbyteMessage);
  return JSON.stringify(configuredCatalog(streamsIn(messages), mode), null, 2);
}

function main([file, mode = 'incremental']: string[]): void {
  if (file === undefined || (mode !== 'incremental' && mode !== 'full_refresh')) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  console.log(catalogFrom(readFileSync(file, 'utf8'), mode));
}

if (require.main === module) main(process.argv.slice(2));
