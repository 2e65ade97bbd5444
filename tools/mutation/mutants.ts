import ts from 'typescript';
import {replacementsOf} from './mutators';
import type {Replacement} from './mutators';

/** One change of one compiled file, given relative to `dist/src`. */
export interface Mutant extends Replacement {
  file: string;
  original: string;
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
}

/** Every mutant of a file, by position. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isBoilerplate(node)) return;
    for (const {start, end, text: changed} of replacementsOf(node))
      mutants.push({file, start, end, text: changed, original: text.slice(start, end)});
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function mutate(text: string, {start, end, text: changed}: Replacement): string {
  return text.slice(0, start) + changed + text.slice(end);
}

const COMPILER_STATEMENT = /^(var __|["']use strict)/;
const COMPILER_CALL = /^(require|Object\.defineProperty)$/;

/** What the compiler wrote by itself, for modules and for calls of what they import. */
function isBoilerplate(node: ts.Node): boolean {
  if (ts.isStatement(node) && COMPILER_STATEMENT.test(node.getText())) return true;
  if (ts.isNumericLiteral(node)) return isCommaOperand(node);
  if (ts.isExpressionStatement(node)) return isCompilerCall(node.expression);
  return ts.isVoidExpression(node) || isCompilerCall(node);
}

function isCompilerCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && COMPILER_CALL.test(node.expression.getText());
}

/** `(0, module_1.name)(…)` calls what was imported. */
function isCommaOperand({parent}: ts.Node): boolean {
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.CommaToken;
}
