import {parseArgs} from 'node:util';

export interface SoakOptions {
  users: number;
  syncs: number;
  /** The share of requests that fail. */
  faults: number;
  seed: number;
  /** Rows of every usage report. */
  reportRows: number;
}

export const HELP = `Reads a simulated tenant again and again while it changes and requests fail, and compares every
table with the tenant after every sync.

Usage: npm run soak -- [options]

  --users N        how many users the tenant has (default 200000, at most 1000000)
  --syncs N        how many syncs, with a day of changes between two of them (default 10)
  --faults SHARE   share of requests that fail (default 0.01)
  --seed N         another number, other changes and other faults (default 1)
  --report-rows N  rows of every usage report (default: a tenth of the users; there are 14
                   reports, and as many rows as users make the soak six times as long)
  --help           this text

Exits with 1 when a row is missing, wrong or too many, when a sync does not end well, or when the
memory of the connector grows.
`;

/** @returns undefined when help is asked for. */
export function readOptions(args: string[]): SoakOptions | undefined {
  const {values} = parseArgs({
    args,
    options: {
      users: {type: 'string', default: '200000'},
      syncs: {type: 'string', default: '10'},
      faults: {type: 'string', default: '0.01'},
      seed: {type: 'string', default: '1'},
      'report-rows': {type: 'string'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  });
  if (values.help) return undefined;
  const faults = Number(values.faults);
  if (!(faults >= 0 && faults < 1)) throw new Error(`--faults takes 0 to 1, not ${values.faults}.`);
  const users = wholeNumber('users', values.users);
  return {
    users,
    syncs: wholeNumber('syncs', values.syncs),
    faults,
    seed: wholeNumber('seed', values.seed),
    reportRows: wholeNumber('report-rows', values['report-rows'] ?? `${Math.ceil(users / 10)}`),
  };
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1, not "${text}".`);
}
