/** A page is one passage. */
import type {Passage} from '../passage';

export function markdownTexts(file: string, content: string): Passage[] {
  return [{file, line: 1, markdown: content}];
}
