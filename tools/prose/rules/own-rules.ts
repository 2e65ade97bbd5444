/** Rules on sentences that no plugin of retext has. */
import type {Root, Sentence, SentenceContent} from 'nlcst';
import {toString} from 'nlcst-to-string';
import {visit} from 'unist-util-visit';
import type {VFile} from 'vfile';

type Rule = (tree: Root, file: VFile) => void;

/** A longer sentence is read twice. */
const MAX_WORDS = 35;
const SHOWN = 60;

/** Names that keep their small letter. */
const SMALL_LETTERS = new Set(['dbt', 'npm', 'npx', 'jest', 'nock', 'pytest', 'cron', 'gzip']);

/** A path, a file, or a value that is explained. */
const IS_NAME = /^[\p{L}\d_-]+(:|[/.]\S)/u;

/** Identifiers, versions, paths, addresses and abbreviations. */
const NO_WORD = /[\d_@/%:=~+\\]|[.-]\p{Lu}|\p{Ll}\p{Lu}|\.\p{L}|^\p{Lu}{2,}s?$|^-/u;

export function sentenceLength(): Rule {
  return inSentences((sentence, tell) => {
    const words = sentence.filter(isWord).length;
    if (words > MAX_WORDS)
      tell(`A sentence of ${words} words; at most ${MAX_WORDS}`, 'sentence-length');
  });
}

/** The first sentence of a paragraph or a cell may be a fragment. */
export function sentenceStart(): Rule {
  return inSentences((sentence, tell, index) => {
    const first = sentence.find(({type}) => type !== 'WhiteSpaceNode');
    if (index === 0 || first?.type !== 'WordNode') return;
    const word = toString(first);
    if (!/^\p{Ll}+$/u.test(word) || SMALL_LETTERS.has(word) || IS_NAME.test(textOf(sentence)))
      return;
    tell('A sentence begins with a small letter', 'sentence-start');
  });
}

export interface Phrase {
  avoid: RegExp;
  instead: string;
  rule: string;
}

/** @param list of phrases to avoid, each with what to write instead. */
export function phrases(list: readonly Phrase[]): Rule {
  return inSentences((sentence, tell) => {
    const text = withoutCode(sentence);
    for (const {avoid, instead, rule} of list) {
      const found = avoid.exec(text);
      if (found) tell(`"${found[0].trim()}": ${instead}`, rule);
    }
  });
}

/** @param isKnown whether a dictionary has the word. */
export function spelling(isKnown: (word: string) => boolean): Rule {
  return (tree, file) =>
    visit(tree, 'WordNode', (node) => {
      const word = toString(node)
        .replaceAll('’', "'")
        .replace(/'s?$|\.$/, '');
      const isRight = (part: string): boolean => NO_WORD.test(part) || isKnown(part);
      if (isRight(word) || word.split('-').every(isRight)) return;
      file.message(`Unknown word "${word}"`, {place: node.position, ruleId: 'spelling'});
    });
}

type Tell = (reason: string, rule: string) => void;
type Check = (sentence: readonly SentenceContent[], tell: Tell, index: number) => void;

function inSentences(check: Check): Rule {
  return (tree, file) =>
    visit(tree, 'ParagraphNode', ({children}) => {
      const sentences = children.filter((child) => child.type === 'SentenceNode').flatMap(split);
      sentences.forEach((sentence, index) => {
        const start = textOf(sentence).slice(0, SHOWN);
        const place = (sentence.find(isWord) ?? sentence[0])?.position;
        const tell: Tell = (reason, rule) =>
          void file.message(`${reason}: ${start}…`, {place, ruleId: rule});
        check(sentence, tell, index);
      });
    });
}

/** The parser ends no sentence before a small letter or code. */
function split({children}: Sentence): SentenceContent[][] {
  const sentences: SentenceContent[][] = [[]];
  children.forEach((child, at) => {
    sentences.at(-1)!.push(child);
    if (isEnd(child) && children[at + 1]?.type === 'WhiteSpaceNode') sentences.push([]);
  });
  return sentences.filter((sentence) => sentence.some(isWord));
}

/** The parser also takes a word for an abbreviation where no capital follows. */
function isEnd(node: SentenceContent): boolean {
  if (node.type === 'WordNode') return /[\p{L}\d]{2}\.$/u.test(toString(node));
  return node.type === 'PunctuationNode' && /^[.?!]+$/.test(node.value);
}

function isWord({type}: SentenceContent): boolean {
  return type === 'WordNode' || type === 'SourceNode';
}

function textOf(sentence: readonly SentenceContent[]): string {
  return toString([...sentence])
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutCode(sentence: readonly SentenceContent[]): string {
  const words = sentence.map((node) => (node.type === 'SourceNode' ? '`' : toString(node)));
  return words.join('').replace(/\s+/g, ' ');
}
