/** Checks the English of everything that people read: npm run lint:prose [-- FILE …] */
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {REPOSITORY} from '../licences';
import {EXCEPTIONS, withoutExceptions} from './exceptions';
import {checker} from './language';
import type {Finding} from './passage';
import {isReadByPeople, textsOf} from './texts/repository-texts';

async function main(named: string[]): Promise<void> {
  const files = named.length > 0 ? named : filesForPeople(REPOSITORY);
  const exceptions = EXCEPTIONS.filter(({file}) => files.includes(file));
  const findings = withoutExceptions(await findingsIn(files), exceptions);
  for (const {file, line, rule, text} of findings)
    console.log(`${file}:${line}  ${text}  [${rule}]`);
  console.log(`${findings.length} findings in the texts of ${files.length} files`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}

/** The same text in several files, such as a description of a column, is checked once. */
async function findingsIn(files: readonly string[]): Promise<Finding[]> {
  const check = checker(REPOSITORY);
  const passages = files.flatMap((file) => textsOf(REPOSITORY, file));
  const unique = new Map([...passages].reverse().map((one) => [one.markdown, one]));
  const findings: Finding[] = [];
  for (const passage of [...unique.values()].reverse()) findings.push(...(await check(passage)));
  return findings;
}

function filesForPeople(folder: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, {cwd: folder, encoding: 'utf8'});
  return listed
    .split('\0')
    .filter((file) => isReadByPeople(file) && existsSync(join(folder, file)));
}

void main(process.argv.slice(2));
