import {mkdtempSync, readdirSync, rmdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Each test gets a temporary folder of its own, in which nothing may be left. */
export function useOwnTemporaryFolder(): void {
  let folder: string;
  let before: string | undefined;

  beforeEach(() => {
    before = process.env['TMPDIR'];
    folder = mkdtempSync(join(tmpdir(), 'reports-'));
    process.env['TMPDIR'] = folder;
  });

  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    expect(readdirSync(folder)).toEqual([]);
    rmdirSync(folder);
  });
}
