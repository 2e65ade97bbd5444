/** Texts of TypeScript: its literals that have several words, joined over `+`. */
import ts from 'typescript';
import {FILLED_IN} from '../passage';
import type {Passage} from '../passage';

/** Three words beside each other: names, paths, patterns and headers have none. */
const WORDS = /(^|[\s(])[\p{L}’']+,? [\p{L}’'-]+,? [\p{L}’'-]+/u;
const ANOTHER_LANGUAGE =
  /^\s*(SELECT|CREATE|INSERT|DELETE|DROP|UPDATE|WITH|COPY|SET|ATTACH|ALTER|PRAGMA)\b/;

export function codeTexts(file: string, content: string): Passage[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const passages: Passage[] = [];
  const collect = (node: ts.Node): void => {
    const markdown = literalText(node);
    if (markdown === undefined) return ts.forEachChild(node, collect);
    if (WORDS.test(markdown) && !ANOTHER_LANGUAGE.test(markdown)) {
      const {line} = source.getLineAndCharacterOfPosition(node.getStart(source));
      passages.push({file, line: line + 1, markdown: inParagraphs(markdown)});
    }
    inTemplates(node, collect);
  };
  collect(source);
  return passages;
}

/** @returns the text of a literal, a template or a sum of them; undefined for anything else. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const rest = node.templateSpans.map(({literal}) => FILLED_IN + literal.text);
    return node.head.text + rest.join('');
  }
  if (ts.isTaggedTemplateExpression(node)) return literalText(node.template);
  if (!isSum(node)) return undefined;
  const [left, right] = [literalText(node.left), literalText(node.right)];
  if (left === undefined && right === undefined) return undefined;
  return (left ?? FILLED_IN) + (right ?? FILLED_IN);
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** Expressions in a template have texts of their own. */
function inTemplates(node: ts.Node, collect: (node: ts.Node) => void): void {
  const inner = (child: ts.Node): void => {
    if (ts.isTemplateSpan(child)) collect(child.expression);
    else ts.forEachChild(child, inner);
  };
  ts.forEachChild(node, inner);
}

/**
 * HTML without its tags, in paragraphs. In a help text each option is code, in a paragraph of its own over lines that are
 * indented further.
 */
function inParagraphs(text: string): string {
  return text
    .replace(/<code>(.*?)<\/code>/gs, '`$1`')
    .replace(/<\/?(a|abbr|b|em|span|strong|time)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, '\n\n')
    .replace(/\n(?= {0,8}\S)\s*/g, '\n\n')
    .replace(/\n {9,}/g, ' ')
    .replace(/(^|\s)(--[a-z][a-z0-9-]*( [A-Z-]+\b)?)/g, '$1`$2`')
    .trim();
}
