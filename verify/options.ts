import {parseArgs} from 'node:util';

export interface VerifyOptions {
  config: string;
  outFolder: string;
  /** Undefined for all. */
  streams: string[] | undefined;
}

export const HELP = `Reads every stream of a tenant in full and then incrementally, and writes verification.json and
verification.md: rows, pages, seconds, refusals, properties and values that the connector does not
know, and which of its assumptions held. Neither file contains personal data.

Usage: npm run verify -- --config config.json [options]

  --config FILE      the settings of the connector
  --out FOLDER       where the two files go (default: .)
  --streams A,B      these streams alone (default: all)
  --help             this text

A tenant of 10,000 users takes about five minutes, most of them spent waiting for the limits of
Microsoft Graph.
`;

/**
 * @returns undefined when help is asked for.
 * @throws Error for options that cannot be used.
 */
export function readOptions(args: string[]): VerifyOptions | undefined {
  const {values} = parseArgs({
    args,
    options: {
      config: {type: 'string'},
      out: {type: 'string', default: '.'},
      streams: {type: 'string'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  });
  if (values.help) return undefined;
  if (values.config === undefined) throw new Error('--config FILE is missing. See --help.');
  const names = values.streams?.split(',').map((name) => name.trim());
  return {config: values.config, outFolder: values.out, streams: names};
}
