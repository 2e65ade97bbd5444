/** What each mutator makes of one node of compiled JavaScript. */
import ts from 'typescript';

/** Text that takes the place of a stretch of a file. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

/** In a fixed order, so that a seed names the same mutants everywhere. */
const MUTATORS = [
  negateCondition,
  changeOperator,
  dropFallback,
  flipBoolean,
  incrementNumber,
  emptyString,
  removeCall,
  removeAwait,
  returnUndefined,
  emptyArgument,
];

export function replacementsOf(node: ts.Node): Replacement[] {
  return MUTATORS.flatMap((mutator) => mutator(node));
}

function replace(node: ts.Node, text: string): Replacement[] {
  return [{start: node.getStart(), end: node.getEnd(), text}];
}

function negateCondition(node: ts.Node): Replacement[] {
  if (ts.isIfStatement(node)) return replace(node.expression, `!(${node.expression.getText()})`);
  if (ts.isConditionalExpression(node))
    return replace(node.condition, `!(${node.condition.getText()})`);
  return [];
}

function changeOperator(node: ts.Node): Replacement[] {
  if (!ts.isBinaryExpression(node)) return [];
  const operator = node.operatorToken.getText();
  // A text that is put together is a message.
  if (operator === '+' && (isText(node.left) || isText(node.right))) return [];
  return (OPERATORS[operator] ?? []).flatMap((other) => replace(node.operatorToken, other));
}

function dropFallback(node: ts.Node): Replacement[] {
  const isFallback =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return isFallback ? replace(node, node.left.getText()) : [];
}

function flipBoolean(node: ts.Node): Replacement[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return replace(node, 'false');
  return node.kind === ts.SyntaxKind.FalseKeyword ? replace(node, 'true') : [];
}

function incrementNumber(node: ts.Node): Replacement[] {
  return ts.isNumericLiteral(node) ? replace(node, String(Number(node.text) + 1)) : [];
}

function emptyString(node: ts.Node): Replacement[] {
  // A text with a blank is a message; its wording is not behaviour.
  if (!ts.isStringLiteral(node) || node.text === '' || node.text.includes(' ')) return [];
  return isPropertyName(node) ? [] : replace(node, "''");
}

function removeCall(node: ts.Node): Replacement[] {
  if (!ts.isExpressionStatement(node)) return [];
  const {expression} = node;
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  if (!ts.isCallExpression(call) || call.expression.kind === ts.SyntaxKind.SuperKeyword) return [];
  return replace(node, ';');
}

function removeAwait(node: ts.Node): Replacement[] {
  return ts.isAwaitExpression(node) ? replace(node, node.expression.getText()) : [];
}

function returnUndefined(node: ts.Node): Replacement[] {
  if (!ts.isReturnStatement(node) || !node.expression) return [];
  return node.expression.getText() === 'undefined' ? [] : replace(node.expression, 'undefined');
}

function emptyArgument(node: ts.Node): Replacement[] {
  if (!node.parent || !ts.isCallExpression(node.parent)) return [];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) return replace(node, '[]');
  const isFilled = ts.isObjectLiteralExpression(node) && node.properties.length > 0;
  return isFilled ? replace(node, '{}') : [];
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteral(node) || ts.isTemplateLiteral(node);
}

function isPropertyName(node: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}
