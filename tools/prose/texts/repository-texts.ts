/** Which files of the repository people read, and how their texts are found. */
import {readFileSync} from 'node:fs';
import {extname, resolve} from 'node:path';
import type {Passage} from '../passage';
import {codeTexts} from './code-texts';
import {keyedTexts} from './keyed-texts';
import {markdownTexts} from './markdown-texts';

const READERS: Record<string, (file: string, content: string) => Passage[]> = {
  '.md': markdownTexts,
  '.json': keyedTexts,
  '.yml': keyedTexts,
  '.yaml': keyedTexts,
  '.ts': codeTexts,
};

const READ_BY_PEOPLE = [
  /\.md$/,
  /^metadata\.yaml$/,
  /^resources\/(spec|schemas\/[^/]+)\.json$/,
  /^\.github\/ISSUE_TEMPLATE\/[^/]+\.yml$/,
  /^dbt\/(models|seeds)\/.*\.yml$/,
  /^(src|demo|tenant|report|verify|bench|soak|tools)\/.*\.ts$/,
];

const NOT_READ = [
  // Texts for tests.
  /^test_files\//,
  /(^|\/)test\//,
  // Microsoft's own messages and names.
  /^tenant\/(?!main\.ts$|README)/,
  // Style sheets, code that is written into a file, and lists of words.
  /^report\/page\/styles\//,
  /^tools\/mart-types\.ts$/,
  /^src\/graph\/unexplained\.ts$/,
  /^tools\/prose\/(rules|exceptions)/,
  // Made from schemas.
  /^docs\/streams\//,
];

export function isReadByPeople(file: string): boolean {
  return READ_BY_PEOPLE.some((one) => one.test(file)) && !NOT_READ.some((one) => one.test(file));
}

export function textsOf(folder: string, file: string): Passage[] {
  const reader = READERS[extname(file)];
  return reader ? reader(file, readFileSync(resolve(folder, file), 'utf8')) : [];
}
