/** `npm run verify`: what a real tenant answers, as a file that can be shown to others. */
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writePrivateFile} from '../report/private-file';
import {HELP, readOptions} from './options';
import type {StreamRead} from './stream-read';
import {verificationText} from './verification-text';
import {verify} from './verify';

const PACKAGE = join(__dirname, '..', '..', 'package.json');

function progress(name: string, {mode, status, rows, requests, seconds}: Progress): void {
  console.log(`${name}, ${mode}: ${status}, ${rows} rows, ${requests} requests, ${seconds} s`);
}

interface Progress {
  mode: string;
  status: string;
  rows: number;
  requests: number;
  seconds: number;
}

function progressOf({mode, status, rows, exchanges, seconds}: StreamRead): Progress {
  return {mode, status, rows: rows.rows, requests: exchanges.length, seconds};
}

async function main(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (!options) return console.log(HELP);
  const {version} = JSON.parse(readFileSync(PACKAGE, 'utf8')) as {version: string};
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  try {
    const verification = await verify({
      configFile: options.config,
      streams: options.streams,
      folder,
      version,
      now: Date.now(),
      onRead: (name, read) => progress(name, progressOf(read)),
    });
    const json = join(options.outFolder, 'verification.json');
    const text = join(options.outFolder, 'verification.md');
    writePrivateFile(json, [`${JSON.stringify(verification, null, 2)}\n`]);
    writePrivateFile(text, [verificationText(verification)]);
    console.log(`Written: ${json} and ${text}. Neither contains personal data.`);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
