/** Pages for people, as the tests read them. */
import {readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {headingId} from '../../site/anchors';

export const REPOSITORY = resolve(__dirname, '..', '..', '..');

/** The Markdown pages of the repository, by their path in it. */
export function pages(): string[] {
  return ['.', 'docs', 'docs/decisions', 'docs/streams', 'setup'].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  );
}

export function readPage(page: string): string {
  return readFileSync(join(REPOSITORY, page), 'utf8');
}

/** The blocks between ``` of one language. */
export function codeBlocks(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return [...blocks].map(([, block]) => block!);
}

/** What a link to a heading says behind its #, as GitHub makes it. */
export function anchors(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return new Set(headings.map(headingId));
}

/** The cells of each row of the table whose first heading this is. */
export function tableRows(text: string, heading: string): string[][] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('|') && cellsOf(line)[0] === heading);
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return head < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).map(cellsOf);
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What stands between ` and `. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}
