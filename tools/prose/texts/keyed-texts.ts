/** Texts of JSON and YAML: the values of keys that people read. */
import {LineCounter, isPair, isScalar, parseDocument, visit} from 'yaml';
import type {Pair, Scalar} from 'yaml';
import type {Passage} from '../passage';

const READ_BY_PEOPLE = new Set(['title', 'description', 'label', 'about', 'value', 'name']);
/** Titles in these schemas are Microsoft's names of columns. */
const ONLY_DESCRIPTIONS = /^resources\/schemas\//;
/** Values of these keys are texts only where they have several words. */
const MIN_WORDS = 3;

export function keyedTexts(file: string, content: string): Passage[] {
  const lines = new LineCounter();
  const passages: Passage[] = [];
  visit(parseDocument(content, {lineCounter: lines}), {
    Pair: (_key, pair) => {
      const text = textOf(pair);
      if (text === undefined || (ONLY_DESCRIPTIONS.test(file) && !isDescription(pair))) return;
      const line = lines.linePos(text.range![0]).line;
      passages.push({file, line, markdown: text.value});
    },
  });
  return passages;
}

function textOf(pair: Pair): Scalar<string> | undefined {
  if (!isPair(pair) || !isScalar(pair.key) || !isScalar(pair.value)) return undefined;
  const {key, value} = pair;
  if (!READ_BY_PEOPLE.has(String(key.value)) || typeof value.value !== 'string') return undefined;
  return value.value.trim().split(/\s+/).length >= MIN_WORDS
    ? (value as Scalar<string>)
    : undefined;
}

function isDescription({key}: Pair): boolean {
  return isScalar(key) && key.value === 'description';
}
