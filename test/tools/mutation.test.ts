import {runInNewContext} from 'node:vm';
import {RAN, functionAt, instrument} from '../../tools/mutation/functions';
import {mutantsOf, mutate} from '../../tools/mutation/mutants';
import {readOptions} from '../../tools/mutation/options';
import {testsFor} from '../../tools/mutation/profiles';
import {score, summarize} from '../../tools/mutation/report';
import {sample} from '../../tools/mutation/sample';

/** The code with each of its mutants in place. */
function mutated(code: string): string[] {
  return mutantsOf('read/a.js', code).map((mutant) => mutate(code, mutant));
}

test.each([
  ['a condition is negated', 'if (a) b;', ['if (!(a)) b;']],
  ['the condition of a choice is negated', 'x = a ? b : c;', ['x = !(a) ? b : c;']],
  ['equality is turned around', 'x = a === b;', ['x = a !== b;']],
  ['inequality is turned around', 'x = a !== b;', ['x = a === b;']],
  ['a bound is moved and turned around', 'x = a < b;', ['x = a <= b;', 'x = a >= b;']],
  ['an inclusive bound is made exclusive', 'x = a >= b;', ['x = a > b;']],
  ['and becomes or', 'x = a && b;', ['x = a || b;']],
  ['or becomes and', 'x = a || b;', ['x = a && b;']],
  ['a fallback is dropped', 'x = a ?? b;', ['x = a;']],
  ['true becomes false', 'x = true;', ['x = false;']],
  ['false becomes true', 'x = false;', ['x = true;']],
  ['arithmetic is inverted', 'x = a + b * c;', ['x = a - b * c;', 'x = a + b / c;']],
  ['a number is one more', 'x = 1_000;', ['x = 1001;']],
  ['a word is emptied', "x = 'word';", ["x = '';"]],
  ['a call is removed', 'f(a);', [';']],
  ['a call or its await is removed', 'await f(a);', [';', 'f(a);']],
  ['an await is removed', 'x = await a;', ['x = a;']],
  [
    'a function returns undefined',
    'function f() { return a; }',
    ['function f() { return undefined; }'],
  ],
  ['an object given to a call is emptied', 'x = f({a});', ['x = f({});']],
  ['an array given to a call is emptied', 'x = f([a]);', ['x = f([]);']],
])('%s', (_fact, code, expected) => {
  expect(mutated(code).sort()).toEqual([...expected].sort());
});

test.each([
  ['messages', "x = 'It failed.';"],
  ['parts of messages', "x = a + ' failed here';"],
  ['templates', 'x = `${a} b`;'],
  ['regular expressions', 'x = /a|b/;'],
  ['names of properties', "x = {'a-b': c};"],
  ['calls of the base class', 'class A extends B { constructor() { super(); } }'],
  ['the mark of a strict file', '"use strict";'],
  ['the mark of a module', 'Object.defineProperty(exports, "__esModule", { value: true });'],
  ['exports', 'exports.a = exports.b = void 0;'],
  ['imports', 'const a_1 = __importDefault(require("a"));'],
  ['what the compiler adds', 'var __x = (this && this.__x) || function (a) { return a; };'],
  ['how an import is called', 'x = (0, a_1.b)(c);'],
])('left alone: %s', (_what, code) => {
  expect(mutated(code)).toEqual([]);
});

test('every mutant differs from the code and says what it replaced', () => {
  const code = 'function f(a) { if (a < 1) return [a]; g({ a }); return a ?? true; }';
  const mutants = mutantsOf('read/a.js', code);
  expect(new Set(mutants.map((mutant) => mutate(code, mutant))).size).toBe(mutants.length);
  for (const {start, end, original, text} of mutants) {
    expect(original).toBe(code.slice(start, end));
    expect(text).not.toBe(original);
  }
});

test('an instrumented file notes its top level and each function that ran', () => {
  const code = '"use strict";function a() { return 1; }\nconst b = () => { return 2; };a();';
  const context: Record<string, Set<string>> = {};
  runInNewContext(instrument('read/a.js', code), context);
  const ran = [...context[RAN]!];
  const nameAt = functionAt('read/a.js', code);
  expect(ran).toEqual([nameAt(code.indexOf('const b')), nameAt(code.indexOf('1;'))]);
  expect(ran).not.toContain(nameAt(code.indexOf('2;')));
});

test('the innermost function counts, with its parameters', () => {
  const code = 'function a(x = 1) { const b = (y) => { return y; }; return b(x); }';
  const nameAt = functionAt('read/a.js', code);
  expect(nameAt(code.indexOf('1'))).toBe(nameAt(code.indexOf('const b')));
  expect(nameAt(code.indexOf('return y'))).not.toBe(nameAt(code.indexOf('return b')));
});

test('the test of the file itself runs first, then the quickest, and only those that run the function', () => {
  const profile = {functions: ['read/a.js:7'], longestSilenceMs: 0};
  const profiles = [
    {...profile, test: 'read/slow.test.js', durationMs: 900},
    {...profile, test: 'read/quick.test.js', durationMs: 5},
    {...profile, test: 'read/a.test.js', durationMs: 1_000},
    {...profile, test: 'read/other.test.js', durationMs: 1, functions: ['read/a.js:0']},
  ];
  expect(testsFor('read/a.js:7', profiles).map(({test}) => test)).toEqual([
    'read/a.test.js',
    'read/quick.test.js',
    'read/slow.test.js',
  ]);
});

test('a seed draws the same sample again, without repetition, and another seed another one', () => {
  const items = Array.from({length: 100}, (_, index) => index);
  const drawn = sample(items, 40, 1);
  expect(sample(items, 40, 1)).toEqual(drawn);
  expect(new Set(drawn).size).toBe(40);
  expect(sample(items, 40, 2)).not.toEqual(drawn);
  expect(sample(items, 200, 1)).toHaveLength(100);
});

test('the score is the share detected, per folder and in all', () => {
  const verdict = (file: string, isDetected: boolean): Parameters<typeof score>[0][number] => ({
    mutant: {file, start: 0, end: 1, text: 'b', original: 'a'},
    isDetected,
  });
  const verdicts = [
    verdict('read/a.js', true),
    verdict('graph/b.js', true),
    verdict('read/cursors/c.js', false),
    verdict('graph/b.js', true),
  ];
  expect(score(verdicts)).toBe(75);
  expect(summarize(verdicts)).toEqual([
    'graph: 2 of 2 detected, 100.0 %',
    'read: 1 of 2 detected, 50.0 %',
    'all: 3 of 4 detected, 75.0 %',
  ]);
});

test('options have defaults, and numbers are checked', () => {
  expect(readOptions([])).toMatchObject({seed: 1, workers: 1, threshold: 88, files: ''});
  expect(readOptions(['--sample', '20', '--files', 'read/'])).toMatchObject({
    sample: 20,
    files: 'read/',
  });
  expect(() => readOptions(['--seed', 'x'])).toThrow('--seed takes a whole number, not "x".');
  expect(readOptions(['--help'])).toBeUndefined();
});
