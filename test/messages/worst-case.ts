/** The longest that others can write into a message, and what must hold of it all the same. */
import {MAX_MESSAGE_LENGTH} from '../../src/message-text';

const LABEL = 'l'.repeat(63);

/** As long as a name in the DNS can be. */
export const HOST = `${[LABEL, LABEL, LABEL].join('.')}.${'h'.repeat(61)}`;
export const URL_OF_HOST = `https://${HOST}/v1.0/${'p'.repeat(500)}?$select=${'s'.repeat(500)}`;
export const DOMAINS = Array.from(
  {length: 20},
  (_, n) => `${String(n).padEnd(63, 'd')}.contoso.com`,
);
export const GRAPH_TEXT = 'Words that Graph has written. '.repeat(67);
export const REQUEST_ID = '0f3a1b2c-4d5e-6f70-8192-a3b4c5d6e7f8';
export const PAGE = `<html><title>${'Title of a page '.repeat(50)}</title></html>`;

/** Holds that a message is short enough, and that these parts of it are whole. */
export function expectShort(text: string, ...own: string[]): void {
  for (const part of own) expect(text).toContain(part);
  expect([text.length <= MAX_MESSAGE_LENGTH || text.length, text]).toEqual([true, text]);
}
