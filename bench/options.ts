import {parseArgs} from 'node:util';

export const SECTIONS = [
  'startup',
  'memory',
  'throughput',
  'lanes',
  'peers',
  'report',
  'sync',
  'personal-data',
] as const;

/** It takes half an hour, so that it is measured only when it is asked for. */
const PUBLISHED = 'table';

export type SectionName = (typeof SECTIONS)[number] | typeof PUBLISHED;

export interface Options {
  sections: readonly SectionName[];
  /** Undefined: as many as each section reads by itself. */
  users: number | undefined;
  /** Undefined: as many as each section does by itself. */
  runs: number | undefined;
  /** Of each page, where clients are compared. */
  latencyMs: number;
  /** Whether the table goes into its page. */
  writes: boolean;
}

export const HELP = `Measures the connector against a simulated tenant on this machine.

Usage: npm run bench -- [options]

  --only NAME   one of ${SECTIONS.join(', ')}; may be given more than once;
                or ${PUBLISHED}, that of docs/performance.md, which takes half an hour
  --users N     how many users, or rows of a report, are read (default 100000, at most 1000000)
  --runs N      how often each thing is measured
  --latency MS  with --only peers: how long the tenant takes for a page (default 0)
  --write       with --only ${PUBLISHED}: write it into docs/performance.md
  --help        this text

The figures are printed as Markdown and kept in bench-output.
`;

/**
 * @param args by default those of the process.
 * @returns undefined when help is asked for.
 */
export function readOptions(args: readonly string[] = process.argv.slice(2)): Options | undefined {
  const {values} = parseArgs({
    args: [...args],
    options: {
      only: {type: 'string', multiple: true},
      users: {type: 'string'},
      runs: {type: 'string'},
      latency: {type: 'string'},
      write: {type: 'boolean'},
      help: {type: 'boolean', short: 'h'},
    },
  });
  if (values.help) return undefined;
  const sections = values.only === undefined ? SECTIONS : values.only.map(sectionName);
  const {write: writes = false} = values;
  if (writes && !sections.some((name) => name === PUBLISHED)) {
    throw new Error(`--write goes with --only ${PUBLISHED}.`);
  }
  if (writes && values.users !== undefined) throw new Error('--write takes the table whole.');
  return {
    sections,
    users: wholeNumber('users', values.users),
    runs: wholeNumber('runs', values.runs),
    latencyMs: values.latency === '0' ? 0 : (wholeNumber('latency', values.latency) ?? 0),
    writes,
  };
}

function sectionName(text: string): SectionName {
  const names = [...SECTIONS, PUBLISHED] as const;
  const found = names.find((name) => name === text);
  if (!found) throw new Error(`--only takes one of ${names.join(', ')}, not "${text}".`);
  return found;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1, not "${text}".`);
}
