/** Pages for people, as the tests read them. */
import {readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';

export const REPOSITORY = resolve(__dirname, '..', '..', '..');

/** The Markdown pages of the repository, by their path in it. */
export function pages(): string[] {
  return ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
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
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
