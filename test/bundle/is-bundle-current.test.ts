import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {isBundleCurrent} from '../../bundle/is-bundle-current';

const BUNDLE = join('dist', 'executable', 'start.js');
const COMPILED = join('dist', '.tsbuildinfo');
const INSTALLED = join('node_modules', '.package-lock.json');

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'current-'))));
afterEach(() => rmSync(root, {recursive: true}));

/** Epoch seconds of the last change of each file. */
function isCurrentWith(times: Record<string, number>): boolean {
  for (const [file, seconds] of Object.entries(times)) {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), '');
    utimesSync(join(root, file), seconds, seconds);
  }
  return isBundleCurrent(join(root, BUNDLE), root);
}

test.each<[string, boolean, Record<string, number>]>([
  ['made after code and packages', true, {[BUNDLE]: 30, [COMPILED]: 20, [INSTALLED]: 10}],
  ['where neither is, as in an image', true, {[BUNDLE]: 30}],
  ['made before code was compiled', false, {[BUNDLE]: 30, [COMPILED]: 31, [INSTALLED]: 10}],
  ['made before packages were installed', false, {[BUNDLE]: 30, [COMPILED]: 20, [INSTALLED]: 31}],
])('a bundle %s: current is %s', (_, expected, times) => {
  expect(isCurrentWith(times)).toBe(expected);
});
