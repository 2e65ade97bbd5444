/** The rules, applied to a passage. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {toNlcst} from 'mdast-util-to-nlcst';
import nspell from 'nspell';
import {ParseEnglish} from 'parse-english';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import retextIndefiniteArticle from 'retext-indefinite-article';
import retextRedundantAcronyms from 'retext-redundant-acronyms';
import retextRepeatedWords from 'retext-repeated-words';
import retextSyntaxUrls from 'retext-syntax-urls';
import {unified} from 'unified';
import {VFile} from 'vfile';
import type {Finding, Passage} from './passage';
import {phrases, sentenceLength, sentenceStart, spelling} from './rules/own-rules';
import {PHRASES} from './rules/phrases';

/** Words that the dictionary lacks, one a line; `#` begins a comment. */
const WORDS = join('tools', 'prose', 'words.txt');

export type Checker = (passage: Passage) => Promise<Finding[]>;

/** @param folder of the repository. */
export function checker(folder: string): Checker {
  const isKnown = dictionaryOf(folder);
  const language = unified()
    .use(retextSyntaxUrls)
    .use(retextRepeatedWords)
    .use(retextIndefiniteArticle)
    .use(retextRedundantAcronyms)
    .use(spelling, isKnown)
    .use(sentenceLength)
    .use(sentenceStart)
    .use(phrases, PHRASES)
    .freeze();
  const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
  const english = new ParseEnglish();
  return async ({file, line, markdown: value}) => {
    const page = new VFile({path: file, value});
    await language.run(toNlcst(markdown.parse(page), page, english), page);
    return page.messages.map(({line: own, ruleId, source, reason}) => ({
      file,
      line: line + (own ?? 1) - 1,
      rule: source ?? ruleId!,
      text: reason,
    }));
  };
}

/** British English and our own words. The package's module cannot be required, its files can be read. */
function dictionaryOf(folder: string): (word: string) => boolean {
  const [affixes, words] = ['index.aff', 'index.dic'].map((file) =>
    readFileSync(join(folder, 'node_modules', 'dictionary-en-gb', file)),
  );
  const own = readFileSync(join(folder, WORDS), 'utf8').replace(/ *#.*/g, '');
  const speller = nspell(affixes!, words).personal(own);
  return (word) => speller.correct(word);
}
