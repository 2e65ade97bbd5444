import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import axios from 'axios';
import {withSources} from '../../bundle/stack-trace';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-'));
  const map = {version: 3, sources: ['../../src/main.ts'], names: [], mappings: 'AAAA'};
  writeFileSync(join(folder, 'main.js.map'), JSON.stringify(map));
});

afterAll(() => rmSync(folder, {recursive: true}));

const BUNDLED = 'run (dist/executable/main.js:1:1)';

function stackOf(error: Error): string {
  return withSources(folder)(error, [{toString: () => BUNDLED}]);
}

test('the stack of an error names the source', () => {
  expect(stackOf(new TypeError('wrong'))).toBe('TypeError: wrong\n    at run (src/main.ts:1:1)');
});

test('what axios asks for beside errors, and of requests that were aborted, names the bundle', () => {
  const canceled = new axios.CanceledError('canceled');
  expect(stackOf(canceled)).toBe(`${String(canceled)}\n    at ${BUNDLED}`);
  expect(stackOf({} as Error)).toBe(`Error\n    at ${BUNDLED}`);
});
