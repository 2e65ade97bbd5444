import {execFileSync} from 'node:child_process';
import {pathTo, readText} from './repository';

const PAGES = ['README.md', 'docs/running.md', 'docs/report.md', 'docs/verification.md'];
const WRITTEN =
  /(?:--(?:config|catalog|state|out|csv|state-folder)|>) ([a-z-]+(?:\.jsonl?|\.html|\.csv|-state))(?![\w/.])/g;

function isIgnored(file: string): boolean {
  try {
    execFileSync('git', ['check-ignore', '--quiet', '--no-index', file], {cwd: pathTo('.')});
    return true;
  } catch {
    return false;
  }
}

test('no commit takes up a secret or data of a tenant that the pages tell people to write into the clone', () => {
  const written = PAGES.flatMap((page) =>
    [...readText(page).matchAll(WRITTEN)].map(([, file]) => file!),
  );
  const files = [...new Set([...written, 'verification.json', 'verification.md'])];
  expect(files).toEqual(expect.arrayContaining(['config.json', 'report.html', 'wasted-seats.csv']));
  expect(files.filter((file) => !isIgnored(file))).toEqual([]);
});
