import {existsSync, readFileSync} from 'node:fs';
import {SourceMap} from 'node:module';
import {join} from 'node:path';
import type {Mutant} from './mutants';
import {REPOSITORY} from './sandbox';

const SHORT = 12;
const LONG = 100;

export interface Verdict {
  mutant: Mutant;
  isDetected: boolean;
}

/** `src/read/state.ts:12: === → !== in …`, by the line of the source. */
export function describe(mutant: Mutant, text: string): string {
  const change = `${oneLine(mutant.original)} → ${oneLine(mutant.text)}`;
  return `${placeOf(mutant, text)}: ${change}${lineAround(mutant, text)}`;
}

/** A line per folder and one for all. */
export function summarize(verdicts: readonly Verdict[]): string[] {
  const folders = [...new Set(verdicts.map(({mutant}) => folderOf(mutant)))].sort();
  const lines = folders.map((folder) =>
    total(
      folder,
      verdicts.filter(({mutant}) => folderOf(mutant) === folder),
    ),
  );
  return [...lines, total('all', verdicts)];
}

/** The percentage detected. */
export function score(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return 100;
  return (100 * verdicts.filter(({isDetected}) => isDetected).length) / verdicts.length;
}

function total(name: string, verdicts: readonly Verdict[]): string {
  const detected = verdicts.filter(({isDetected}) => isDetected).length;
  return `${name}: ${detected} of ${verdicts.length} detected, ${score(verdicts).toFixed(1)} %`;
}

function folderOf({file}: Mutant): string {
  return file.split('/')[0]!;
}

function placeOf({file, start}: Mutant, text: string): string {
  const before = text.slice(0, start).split('\n');
  const [line, column] = [before.length - 1, before.at(-1)!.length];
  const map = join(REPOSITORY, 'dist', 'src', `${file}.map`);
  const source = `src/${file.replace(/\.js$/, '.ts')}`;
  if (!existsSync(map)) return `dist/src/${file}:${line + 1}`;
  const payload = JSON.parse(readFileSync(map, 'utf8')) as ConstructorParameters<
    typeof SourceMap
  >[0];
  const entry = new SourceMap(payload).findEntry(line, column);
  return 'originalLine' in entry ? `${source}:${entry.originalLine + 1}` : source;
}

/** A changed operator says little without its line. */
function lineAround({start, original}: Mutant, text: string): string {
  if (original.length > SHORT) return '';
  const from = text.lastIndexOf('\n', start - 1) + 1;
  return ` in \`${oneLine(text.slice(from, text.indexOf('\n', start)))}\``;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONG ? `${line.slice(0, LONG - 1)}…` : line;
}
