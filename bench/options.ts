import {parseArgs} from 'node:util';

export const SECTIONS = [
  'startup',
  'memory',
  'throughput',
  'lanes',
  'report',
  'sync',
  'personal-data',
] as const;

export type SectionName = (typeof SECTIONS)[number];

export interface Options {
  sections: readonly SectionName[];
  users: number;
  /** Undefined: as many as each section does by itself. */
  runs: number | undefined;
}

export const HELP = `Measures the connector against a simulated tenant on this machine.

Usage: npm run bench -- [options]

  --only NAME   one of ${SECTIONS.join(', ')}; may be given more than once
  --users N     how many users, or rows of a report, are read (default 100000, at most 1000000)
  --runs N      how often each thing is measured
  --help        this text

The figures are printed as Markdown and kept in bench-output.
`;

/** @returns undefined when help is asked for. */
export function readOptions(): Options | undefined {
  const {values} = parseArgs({
    options: {
      only: {type: 'string', multiple: true},
      users: {type: 'string'},
      runs: {type: 'string'},
      help: {type: 'boolean', short: 'h'},
    },
  });
  if (values.help) return undefined;
  return {
    sections: values.only === undefined ? SECTIONS : values.only.map(sectionName),
    users: wholeNumber('users', values.users) ?? 100_000,
    runs: wholeNumber('runs', values.runs),
  };
}

function sectionName(text: string): SectionName {
  const found = SECTIONS.find((name) => name === text);
  if (!found) throw new Error(`--only takes one of ${SECTIONS.join(', ')}, not "${text}".`);
  return found;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1, not "${text}".`);
}
