/** Makes the report of the demo anew: docs/examples/report.html, and the picture of it in the README. */
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const ROOT = resolve(__dirname, '..', '..');

export const EXAMPLE_PAGE = join(ROOT, 'docs', 'examples', 'report.html');
export const EXAMPLE_PICTURE = join(ROOT, 'docs', 'examples', 'report.png');

/** The README is read on slow lines too. */
export const MAX_PICTURE_BYTES = 150_000;

/** CSS pixels, from the top of the page: as far as the summary. */
const PICTURE = {width: 1_120, height: 890};

function makePage(): void {
  mkdirSync(dirname(EXAMPLE_PAGE), {recursive: true});
  const program = join(ROOT, 'dist', 'report', 'main.js');
  execFileSync(process.execPath, [program, '--demo', '--out', EXAMPLE_PAGE], {stdio: 'inherit'});
  // The report is private to its owner; nobody in the demo is real.
  chmodSync(EXAMPLE_PAGE, 0o644);
}

async function makePicture(chromiumProgram: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: chromiumProgram,
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({viewport: PICTURE, colorScheme: 'light'});
    await page.goto(pathToFileURL(EXAMPLE_PAGE).href);
    await page.screenshot({path: EXAMPLE_PICTURE});
  } finally {
    await browser.close();
  }
  const {size} = statSync(EXAMPLE_PICTURE);
  if (size > MAX_PICTURE_BYTES) {
    throw new Error(`${EXAMPLE_PICTURE} has ${size} bytes, more than ${MAX_PICTURE_BYTES}.`);
  }
}

async function main(): Promise<void> {
  const program = execFileSync(join(ROOT, 'report', 'chromium.sh'), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  makePage();
  await makePicture(program.trim());
}

if (require.main === module) void main();
