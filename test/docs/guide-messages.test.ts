import {readPage, tableRows} from './markdown';
import {sourceTexts} from './source-texts';

/** Made of more parts than the guide shows; `setup-guide.test.ts` has them from the program itself. */
const COMPOSED = [
  'The client secret expires in',
  'The certificate expires in',
  'Optional application permissions are missing',
];

const HOLE = /\$\{[^}]*\}/g;

/** What a row tells of a message, without codes and between the places that are filled in. */
function partsOf(message: string): string[] {
  return message
    .replace(/`[^`]*`|\bAADSTS\d+\b/g, '…')
    .replaceAll("'", '')
    .split(/…|, (?=…|The |no |is |cannot )/)
    .map((part) => part.replace(/^[\s,.:;]+|[\s,.:;(?)]+$/g, ''))
    .filter(Boolean);
}

test('every message of the setup guide is one that the connector has', () => {
  const source = sourceTexts()
    .map(({text}) => text.replace(HOLE, '…'))
    .join('\n');
  const parts = tableRows(readPage('docs/setup.md'), 'The message says')
    .map(([message = '']) => message)
    .filter((message) => !message.startsWith('AADSTS'))
    .flatMap((message) => partsOf(message).map((part) => ({message, part})));
  expect(parts.length).toBeGreaterThan(40);
  expect(parts.filter(({part}) => !COMPOSED.includes(part) && !source.includes(part))).toEqual([]);
});
