import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';
import {GUIDE_TITLES} from '../../src/setup-guide';
import {REPOSITORY, readPage} from './markdown';

const SRC = join(REPOSITORY, 'src');
const PLACE =
  /App registrations|Enterprise applications|API permissions|Certificates & secrets|admin center/;
const POINTER = /\$\{inSetupGuide\(/;

/** Add the section where they put the place into a message. */
const ELSEWHERE = ['graph/auth/aadsts-errors.ts', 'config/credentials.ts'];

/**
 * The texts of a file, each as it is written, with those that + joins taken together. Read from the
 * source, because a text that no list of messages has is just what this is to find.
 */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(SRC, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const texts: string[] = [];
  const collect = (node: ts.Node): string =>
    ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
      ? node.getText(source)
      : ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
        ? collect(node.left) + collect(node.right)
        : '';
  const visit = (node: ts.Node): void => {
    const text = collect(node);
    if (text) texts.push(text.replace(/['`]+/g, ''));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const files = readdirSync(SRC, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts') && !ELSEWHERE.includes(file))
  .sort();
const texts = files.flatMap((file) => textsOf(file).map((text) => ({file, text})));

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
