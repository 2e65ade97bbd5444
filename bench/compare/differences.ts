/** Differences between the messages of two revisions. */
import type {Messages} from './messages';

export interface Difference {
  group: string;
  /** For people, several lines. */
  text: string;
}

/** Characters that are shown before and after the first one that differs. */
const CONTEXT_BEFORE = 60;
const CONTEXT_AFTER = 140;

export function compareMessages(before: Messages, after: Messages): Difference[] {
  const groups = [...new Set([...before.keys(), ...after.keys()])];
  return groups.flatMap((group) => {
    const text = compareLists(before.get(group) ?? [], after.get(group) ?? []);
    return text === undefined ? [] : [{group, text}];
  });
}

function compareLists(before: readonly string[], after: readonly string[]): string | undefined {
  const length = Math.max(before.length, after.length);
  const different = Array.from({length}, (_, at) => at).filter((at) => before[at] !== after[at]);
  const [first] = different;
  if (first === undefined) return undefined;
  return [
    `${before.length} and ${after.length} messages, ${different.length} differ; number ${first + 1}:`,
    ...excerpts(before[first], after[first]),
  ].join('\n');
}

function excerpts(before: string | undefined, after: string | undefined): string[] {
  const at = commonLength(before ?? '', after ?? '');
  return [`  - ${excerpt(before, at)}`, `  + ${excerpt(after, at)}`];
}

function commonLength(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function excerpt(text: string | undefined, at: number): string {
  if (text === undefined) return '(none)';
  const start = Math.max(0, at - CONTEXT_BEFORE);
  const end = at + CONTEXT_AFTER;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
