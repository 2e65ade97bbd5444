/** The part of a hand-written file that a program writes, between two lines that stay. */

export interface Marks {
  begin: string;
  end: string;
}

/**
 * The text with this content between the marks.
 * @throws Error where one of them is missing.
 */
export function replaceSection(text: string, {begin, end}: Marks, content: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no place between ${begin} and ${end}.`);
  return text.slice(0, from + begin.length) + content + text.slice(to);
}
