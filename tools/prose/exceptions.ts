/** What the rules find and stays as it is, each with its reason. */
import type {Finding} from './passage';

interface Exception {
  file: string;
  /** A part of the finding's text. */
  finding: string;
  because: string;
}

export const EXCEPTIONS: readonly Exception[] = [];

/** @returns the findings that remain, and one for each exception that excuses nothing. */
export function withoutExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
): Finding[] {
  const excuses = ({file, finding}: Exception, one: Finding): boolean =>
    one.file === file && one.text.includes(finding);
  const unused = exceptions.filter((one) => !findings.some((finding) => excuses(one, finding)));
  return [
    ...findings.filter((finding) => !exceptions.some((one) => excuses(one, finding))),
    ...unused.map(({file, finding}) => ({
      file,
      line: 1,
      rule: 'exception',
      text: `An exception that nothing needs: "${finding}"`,
    })),
  ];
}
