import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const LINTER = resolve(__dirname, '..', '..', 'tools', 'prose', 'main.js');

/** Sentences with one fault each, and the rule that finds it. */
const FAULTS: readonly (readonly [sentence: string, rule: string])[] = [
  ['The report has no adress.', 'spelling'],
  ['The color of a bar shows its share.', 'spelling'],
  ['The token is in the the header.', 'retext-repeated-words'],
  ['A hour later the token expires.', 'retext-indefinite-article'],
  ['Enter the PIN number of the card.', 'retext-redundant-acronyms'],
  ['The report is empty. it has no rows.', 'sentence-start'],
  ['The service answered `No..` and the read ended.. See the log.', 'punctuation'],
  ['The user needs a license.', 'term'],
  ['Enter the email of the user.', 'term'],
  ['Register the app in Azure AD.', 'term'],
  ['The sync is really quick.', 'weasel'],
  ['A warning is told once.', 'natural'],
  ['It is known that pages repeat.', 'hidden-actor'],
  ['Nobody in the list is not a user.', 'double-negation'],
  [`The list has ${'one more row and '.repeat(9)}an end.`, 'sentence-length'],
];

const RIGHT = [
  'Grant admin consent, then run the check again. `client_secret` is the Value of the secret.',
  'The view starts from `users`. dbt builds it, and docs/warehouse.md has its columns.',
  'A user needs a licence, and an hour later the report names the user at <https://example.com>.',
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prose-'));
});

afterAll(() => rmSync(folder, {recursive: true}));

function lint(files: Record<string, string>): {exitCode: number | null; lines: string[]} {
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  const {status, stdout} = spawnSync(process.execPath, [LINTER, ...paths], {encoding: 'utf8'});
  return {exitCode: status, lines: stdout.trim().split('\n').slice(0, -1)};
}

/** `LINE RULE` of each finding. */
function places(lines: readonly string[]): string[] {
  return lines.map((line) => /:(\d+) .*\[([a-z-]+)\]$/s.exec(line)!.slice(1).join(' '));
}

test('each faulty sentence is found by its rule, on its line, and nothing else is found', () => {
  const page = FAULTS.map(([sentence]) => sentence).join('\n\n');
  const {exitCode, lines} = lint({'faults.md': page});
  expect(places(lines).sort()).toEqual(
    FAULTS.map(([, rule], index) => `${2 * index + 1} ${rule}`).sort(),
  );
  expect(exitCode).toBe(1);
});

test('right sentences pass', () => {
  const {exitCode, lines} = lint({'right.md': RIGHT.join('\n\n')});
  expect(lines).toEqual([]);
  expect(exitCode).toBe(0);
});

test('texts are found in literals over several lines, in templates and in tagged ones', () => {
  const {lines} = lint({
    'messages.ts': [
      "const joined = 'The report has ' +",
      "  'no adress.';",
      'const template = `The list of ${1} has no adress.`;',
      'const tagged = message`The page of ${name} has ${`an inner and wrong adress`}.`;',
      "const path = 'src/adress/color';",
      '// A comment may say adress.',
    ].join('\n'),
  });
  expect(places(lines)).toEqual(['1 spelling', '3 spelling', '4 spelling']);
});

test('descriptions of JSON and YAML are texts, keys and values of data are not', () => {
  const {lines} = lint({
    'schema.json':
      '{\n"adress": {"description": "The adress of a user.", "type": "no adress here"}}',
    'model.yml': 'adress:\n  - description: >-\n      The adress of\n      a user.\n',
  });
  expect(lines).toHaveLength(1);
  expect(places(lines)).toEqual(['2 spelling']);
});
