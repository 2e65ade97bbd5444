/** The texts that the source of the connector has. */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';
import {REPOSITORY} from './markdown';

const SRC = join(REPOSITORY, 'src');

/** All texts of src, each with its file. */
export function sourceTexts(): {file: string; text: string}[] {
  const files = readdirSync(SRC, {recursive: true, encoding: 'utf8'}).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.sort().flatMap((file) => textsOf(file).map((text) => ({file, text})));
}

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
