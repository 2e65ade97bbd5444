/** The command line of the report. */
import {HELP, parseOptions} from '../../report/options';

test('the usual is everything but the settings', () => {
  expect(parseOptions(['--config', 'c.json'])).toEqual({
    config: 'c.json',
    out: 'report.html',
    csv: undefined,
    prices: undefined,
    exclude: undefined,
    inactiveDays: 90,
    showNames: true,
    locale: 'en-GB',
    duckdb: undefined,
    stateFolder: undefined,
    open: false,
  });
});

test('every option changes something', () => {
  const texts = ['out', 'csv', 'prices', 'exclude', 'duckdb', 'state-folder'];
  const args = texts.flatMap((name) => [`--${name}`, `${name}-file`]);
  const others = ['--inactive-days', '30', '--no-names', '--locale', 'de-de', '--open'];
  expect(parseOptions(['--demo', ...args, ...others])).toEqual({
    config: undefined,
    out: 'out-file',
    csv: 'csv-file',
    prices: 'prices-file',
    exclude: 'exclude-file',
    inactiveDays: 30,
    showNames: false,
    locale: 'de-DE',
    duckdb: 'duckdb-file',
    stateFolder: 'state-folder-file',
    open: true,
  });
});

test('help names every option', () => {
  expect(parseOptions(['--help'])).toBe('help');
  const named = [...HELP.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(
    [
      ...['config', 'csv', 'demo', 'duckdb', 'exclude', 'help', 'inactive-days', 'locale'],
      ...['no-names', 'open', 'out', 'prices', 'state-folder'],
    ].sort(),
  );
});

test.each([
  [[], '--config FILE, or use --demo'],
  [['--config', 'c', '--demo'], 'not both'],
  [['--demo', '--price', 'p'], '--price'],
  [['--demo', 'page.html'], 'page.html'],
  [['--demo', '--inactive-days', '0'], '--inactive-days takes 1 to 3650 days, not "0"'],
  [['--demo', '--inactive-days', '9o'], 'not "9o"'],
  [['--demo', '--inactive-days', '3651'], 'not "3651"'],
  [['--demo', '--locale', 'deutsch!'], '--locale takes a language tag'],
  [['--config', 'a', '--out', 'a'], 'Two options name the file a'],
  [['--demo', '--out', 'a', '--csv', 'a'], 'Two options name the file a'],
])('%j is a mistake: %s', (args, problem) => {
  expect(() => parseOptions(args)).toThrow(problem);
});
