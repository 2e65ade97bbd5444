import {GUIDE_TITLES} from '../../src/setup-guide';
import {readPage} from './markdown';
import {sourceTexts} from './source-texts';

const PLACE =
  /App registrations|Enterprise applications|API permissions|Certificates & secrets|admin center/;
const POINTER = /\$\{inSetupGuide\(/;

/** Add the section where they put the place into a message. */
const ELSEWHERE = ['graph/auth/aadsts-errors.ts', 'config/credentials.ts'];

const texts = sourceTexts().filter(({file}) => !ELSEWHERE.includes(file));

test('who is sent to a place in the portal is told the section of the setup guide', () => {
  const sent = texts.filter(({text}) => PLACE.test(text));
  expect(sent.length).toBeGreaterThan(4);
  expect(sent.filter(({text}) => !POINTER.test(text))).toEqual([]);
});

test('the setup guide has the sections that messages name, by their titles', () => {
  const headings = [...readPage('docs/setup.md').matchAll(/^## \d+\. (.*)$/gm)].map(
    ([, title]) => title!,
  );
  expect(GUIDE_TITLES.length).toBeGreaterThan(4);
  expect(GUIDE_TITLES.filter((title) => !headings.includes(title))).toEqual([]);
});

test('no message names a file of the repository, which its reader does not have', () => {
  expect(texts.filter(({text}) => /docs\/|\.md\b/.test(text))).toEqual([]);
});
