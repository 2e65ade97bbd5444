/** Every command of a page is run by `npm run test:commands`, or named there with a reason. */
import {commandsIn, pagesWithCommands} from '../commands/page-commands';
import {RULES, ruleOf} from '../commands/rules';
import {pages} from './markdown';

const commands = pagesWithCommands().flatMap(commandsIn);

test('every command has a rule, and every rule has a command', () => {
  expect(commands.length).toBeGreaterThan(60);
  expect(commands.filter(({command}) => ruleOf(command) === undefined)).toEqual([]);
  const used = new Set(commands.map(({command}) => ruleOf(command)));
  expect(RULES.filter((rule) => !used.has(rule)).map(({matches}) => matches)).toEqual([]);
});

test('pages with commands are all that people read', () => {
  const unread = pages().filter((page) => !pagesWithCommands().includes(page));
  const known = /^(docs\/decisions\/.*|CHANGELOG\.md)$/;
  expect(unread.filter((page) => !known.test(page))).toEqual([]);
});

test('npm ci is asked for once, behind the clone, by the pages that begin with it', () => {
  const asked = commands.filter(({command}) => /\bnpm ci\b/.test(command));
  const cloned = commands.filter(({command}) => command.startsWith('git clone'));
  expect(asked.map(({page}) => page)).toEqual(['README.md', 'docs/quick-start.md']);
  expect(cloned.map(({page}) => page)).toEqual(asked.map(({page}) => page));
});

test('comments, descriptions and continued lines are no part of a command', () => {
  const verify = commands.find(({command}) => command.startsWith('cosign verify'));
  expect(verify?.command).not.toMatch(/\\|\n/);
  expect(commands.filter(({command}) => /\s#\s| {3,}[a-z]/.test(command))).toEqual([]);
  expect(commands.map(({command}) => command)).toContain('npm run bench');
});
