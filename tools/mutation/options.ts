import {parseArgs} from 'node:util';

export interface Options {
  /** How many mutants to test, drawn by the seed; all of them, if absent. */
  sample: number | undefined;
  seed: number;
  /** Part of the names of the files to change. */
  files: string;
  workers: number;
  /** The percentage of mutants that the tests have to detect. */
  threshold: number;
  /** Leaves out the tests that take long: a lower score, for a first look. */
  isQuick: boolean;
}

export const HELP = `Usage: npm run test:mutation -- [OPTIONS]

Changes the compiled code of read, graph and airbyte in one place at a time, and lists the changes
that no in-process test notices.

  --sample N        only N mutants, drawn at random
  --seed S          which ones (1)
  --files TEXT      only files with TEXT in their path
  --workers N       so many at a time (1)
  --threshold P     fail below P percent detected (88)
  --quick           without the contract and the hostile tests: a first look, and a lower score
  --help`;

export function readOptions(args: string[]): Options | undefined {
  const {values} = parseArgs({
    args,
    options: {
      sample: {type: 'string'},
      seed: {type: 'string', default: '1'},
      files: {type: 'string', default: ''},
      workers: {type: 'string', default: '1'},
      threshold: {type: 'string', default: '88'},
      quick: {type: 'boolean', default: false},
      help: {type: 'boolean', default: false},
    },
  });
  if (values.help) return undefined;
  return {
    sample: values.sample === undefined ? undefined : count('sample', values.sample),
    seed: count('seed', values.seed),
    files: values.files,
    workers: count('workers', values.workers),
    threshold: count('threshold', values.threshold),
    isQuick: values.quick,
  };
}

function count(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
