/** The commands that pages tell people to type. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {REPOSITORY, readPage} from '../docs/markdown';

export interface PageCommand {
  page: string;
  /** One line, without comment and description; continued lines are joined. */
  command: string;
}

const LANGUAGES = new Set(['sh', 'bash', 'shell', 'console', 'powershell']);
/** Plain text between fences is output; between blanks it is a command, or the rules say what it is. */
const INDENT = /^ {4}(?=\S)/;
const FENCE = /^\s*```\s*(\S*)/;
/** A comment, or a description that stands apart; options and redirections may stand apart as well. */
const REMARK = /\s{2,}#.*$| {3,}(?![-<>|&\s]).*$/;

/** The README first: the others say what to do in its clone. */
export function pagesWithCommands(): string[] {
  const own = ['demo', 'tenant', 'bench', 'soak', 'verify', 'setup', 'dbt'];
  return [
    'README.md',
    ...['CONTRIBUTING.md', 'SECURITY.md', 'SUPPORT.md'],
    ...markdownIn('docs'),
    ...markdownIn('docs/streams'),
    ...own.map((folder) => `${folder}/README.md`),
  ];
}

function markdownIn(folder: string): string[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** All of a page, in order. */
export function commandsIn(page: string): PageCommand[] {
  const lines = joinContinued(codeLines(readPage(page)));
  const commands = lines.map((line) => line.replace(REMARK, '').trim());
  return commands.filter((command) => command !== '').map((command) => ({page, command}));
}

function codeLines(text: string): string[] {
  let language: string | undefined;
  return text.split('\n').flatMap((line) => {
    const [, opened] = FENCE.exec(line) ?? [];
    if (opened !== undefined) {
      language = language === undefined ? opened : undefined;
      return [];
    }
    if (language !== undefined) return LANGUAGES.has(language) ? [line] : [];
    return INDENT.test(line) ? [line.replace(INDENT, '')] : [];
  });
}

function joinContinued(lines: readonly string[]): string[] {
  const text = lines.join('\n').replace(/\s*\\\n\s*/g, ' ');
  return text.split('\n').filter((line) => !line.trim().startsWith('#'));
}
