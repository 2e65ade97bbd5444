import {parseCommandLine} from '../../src/airbyte/command-line';
import type {Invocation} from '../../src/airbyte/command-line';
import {ConfigError} from '../../src/errors';

interface Run {
  result: Invocation | ConfigError | number;
  out: string;
  error: string;
}

function run(...argv: string[]): Run {
  let [out, error] = ['', ''];
  const result = parseCommandLine(argv, {
    name: 'source-microsoft-365',
    version: '1.2.3',
    description: 'Reads Microsoft 365',
    writeOut: (text) => (out += text),
    writeError: (text) => (error += text),
  });
  return {result, out, error};
}

describe('commands', () => {
  test.each<[string, Record<string, unknown>]>([
    ['spec', {command: 'spec'}],
    ['check --config c.json', {command: 'check', config: 'c.json'}],
    ['check --config=c.json', {command: 'check', config: 'c.json'}],
    ['discover', {command: 'discover'}],
    ['discover --config c.json', {command: 'discover', config: 'c.json'}],
    ['read --config c --catalog k', {command: 'read', config: 'c', catalog: 'k'}],
    [
      'read --state s --catalog k --config c',
      {command: 'read', config: 'c', catalog: 'k', state: 's'},
    ],
  ])('%s', (line, expected) => {
    const {result, out, error} = run(...line.split(' '));
    expect(result).toEqual({debug: false, unknown: [], ...expected});
    expect(out + error).toBe('');
  });

  test.each(['spec --debug', 'check --debug --config c', 'read --config c --catalog k --debug'])(
    '%s asks for DEBUG messages',
    (line) => {
      expect(run(...line.split(' ')).result).toMatchObject({debug: true, unknown: []});
    },
  );

  test.each([
    ['spec --foo', ['--foo']],
    ['spec --config c.json', ['--config', 'c.json']],
    ['check --foo bar --config c.json', ['--foo', 'bar']],
    ['check --config c.json extra', ['extra']],
    ['check --config c.json --foo=bar -x', ['--foo=bar', '-x']],
  ])('%s collects what is not known', (line, unknown) => {
    expect(run(...line.split(' ')).result).toMatchObject({unknown});
  });
});

describe('mistakes', () => {
  test.each([
    ['check', "required option '--config <file>' not specified"],
    ['read --config c', "required option '--catalog <file>' not specified"],
    ['read --catalog k', "required option '--config <file>' not specified"],
    ['check --config', "option '--config <file>' argument missing"],
    ['write', "unknown command 'write'"],
    ['--colour spec', "unknown option '--colour'"],
  ])('%s is a mistake, told to people and to the platform', (line, reason) => {
    const {result, out, error} = run(...line.split(' '));
    expect(result).toBeInstanceOf(ConfigError);
    expect((result as ConfigError).message).toBe(
      `The command line cannot be used: ${reason}. Run it with --help to see its commands and options.`,
    );
    expect(error).toContain(`error: ${reason}`);
    expect(out).toBe('');
  });

  test.each([
    [['{"client_secret": "Xy8"}'], /unknown command$/m],
    [["it's\nXy8"], /unknown command$/m],
    [['--client-secret=Xy8', 'spec'], /unknown option '--client-secret'$/m],
    [['-Xy8', 'spec'], /unknown option$/m],
  ])('%j is not repeated, because it may be a secret', (argv, reason) => {
    const {result, error} = run(...argv);
    expect(error).toMatch(reason);
    expect(error + (result as ConfigError).message).not.toContain('Xy8');
  });

  test('without a command the help goes to the error output', () => {
    const {result, out, error} = run();
    expect(result).toBe(1);
    expect(error).toContain('Usage: source-microsoft-365');
    expect(out).toBe('');
  });
});

describe('help', () => {
  test('--help lists the commands with examples and ends with 0', () => {
    const {result, out, error} = run('--help');
    expect(result).toBe(0);
    expect(out).toContain('Reads Microsoft 365');
    expect(out).toContain('source-microsoft-365 read --config config.json --catalog catalog.json');
    expect(error).toBe('');
  });

  test.each(['spec', 'check', 'discover', 'read'])('%s --help ends with 0', (command) => {
    const {result, out} = run(command, '--help');
    expect(result).toBe(0);
    expect(out).toContain(`Usage: source-microsoft-365 ${command}`);
  });

  test('--version prints the version alone and ends with 0', () => {
    expect(run('--version')).toEqual({result: 0, out: '1.2.3\n', error: ''});
  });
});
