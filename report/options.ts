/** The command line. */
import {parseArgs} from 'node:util';

export const HELP = `One page about the licences of a Microsoft 365 tenant: which seats to give back, and why.

Usage: npm run report -- --config FILE [options]
       npm run report -- --demo [options]

  --config FILE        settings of the connector (docs/settings.md)
  --demo               a simulated tenant in place of your own, with made-up prices
  --out FILE           the page (default report.html)
  --csv FILE           all wasted seats, for a spreadsheet
  --prices FILE        your price list as CSV: sku_part_number or sku_id, monthly_price, currency,
                       valid_from; without it the page has no money
  --exclude FILE       accounts to leave alone as CSV: user_principal_name or user_id, why, until
  --inactive-days N    whole days without a sign-in or use after which a seat is inactive (default 90)
  --no-names           neither names nor addresses of people in the page and in the CSV
  --locale TAG         format of numbers and dates, such as de-DE (default en-GB)
  --duckdb FILE        keeps the tables, for your own questions; the history grows with every run
  --state-folder DIR   keeps where the read ended, and the tables: the next run reads what changed
  --open               opens the page in the browser
  --help               this text

All files are written for their owner alone. docs/report.md says more.
`;

export interface ReportOptions {
  /** Undefined for the simulated tenant. */
  config: string | undefined;
  out: string;
  csv: string | undefined;
  prices: string | undefined;
  exclude: string | undefined;
  inactiveDays: number;
  showNames: boolean;
  locale: string;
  duckdb: string | undefined;
  stateFolder: string | undefined;
  open: boolean;
}

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const MAX_INACTIVE_DAYS = 3_650;

const OPTIONS = {
  config: {type: 'string'},
  demo: {type: 'boolean'},
  out: {type: 'string'},
  csv: {type: 'string'},
  prices: {type: 'string'},
  exclude: {type: 'string'},
  'inactive-days': {type: 'string'},
  'no-names': {type: 'boolean'},
  locale: {type: 'string'},
  duckdb: {type: 'string'},
  'state-folder': {type: 'string'},
  open: {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
} as const;

type Values = ReturnType<typeof parseValues>;

/** @returns 'help' where that is what is asked for. @throws UsageError */
export function parseOptions(args: string[]): ReportOptions | 'help' {
  const values = parseValues(args);
  if (values.help) return 'help';
  if (!values.config === !values.demo) {
    throw new UsageError('Name the settings with --config FILE, or use --demo; not both.');
  }
  const options: ReportOptions = {
    config: values.config,
    out: values.out ?? 'report.html',
    csv: values.csv,
    prices: values.prices,
    exclude: values.exclude,
    inactiveDays: inactiveDaysIn(values),
    showNames: !values['no-names'],
    locale: localeIn(values),
    duckdb: values.duckdb,
    stateFolder: values['state-folder'],
    open: values.open ?? false,
  };
  refuseSharedFiles(options);
  return options;
}

function parseValues(args: string[]) {
  try {
    return parseArgs({args, options: OPTIONS}).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function inactiveDaysIn(values: Values): number {
  const text = values['inactive-days'] ?? '90';
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= MAX_INACTIVE_DAYS) return days;
  throw new UsageError(`--inactive-days takes 1 to ${MAX_INACTIVE_DAYS} days, not "${text}".`);
}

function localeIn(values: Values): string {
  const text = values.locale ?? 'en-GB';
  try {
    const [locale] = Intl.DateTimeFormat.supportedLocalesOf(text);
    if (locale !== undefined) return locale;
  } catch {
    // A RangeError: the text is no language tag.
  }
  throw new UsageError(`--locale takes a language tag such as de-DE, not "${text}".`);
}

/** Writing one file must not destroy another one that is named. */
function refuseSharedFiles(options: ReportOptions): void {
  const {config, out, csv, prices, exclude, duckdb} = options;
  const named = [config, out, csv, prices, exclude, duckdb].filter((file) => file !== undefined);
  const twice = named.find((file, at) => named.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`Two options name the file ${twice}.`);
}
