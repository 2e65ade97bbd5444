import {Command, CommanderError} from 'commander';
import {ConfigError} from '../errors';
import {foreignText, message} from '../message-text';

/** What the command line asks for. Paths are as given. */
export type Invocation =
  | {command: 'spec'; debug: boolean; unknown: string[]}
  | {command: 'check'; config: string; debug: boolean; unknown: string[]}
  | {command: 'discover'; config?: string; debug: boolean; unknown: string[]}
  | {
      command: 'read';
      config: string;
      catalog: string;
      state?: string;
      debug: boolean;
      unknown: string[];
    };

export interface CommandLine {
  name: string;
  version: string;
  description: string;
  /** Help and version go to `writeOut`, usage errors to `writeError`: both are for people. */
  writeOut: (text: string) => void;
  writeError: (text: string) => void;
}

const FILES = {
  config: ['--config <file>', 'the settings, as JSON'],
  catalog: ['--catalog <file>', 'the configured catalog: which streams to read, and how'],
  state: ['--state <file>', 'the states of an earlier sync, as a JSON list'],
} as const;

const AFTER_HELP = `
Every command writes Airbyte protocol messages to standard output, one JSON object a line.

Examples:
  source-microsoft-365 spec
  source-microsoft-365 check --config config.json
  source-microsoft-365 discover --config config.json
  source-microsoft-365 read --config config.json --catalog catalog.json --state state.json
`;

/**
 * Parses the arguments behind the program's name.
 * @returns the invocation, the mistake in it, which `writeError` was told too, or the exit code
 * where help is all that there was to do.
 */
export function parseCommandLine(
  argv: readonly string[],
  about: CommandLine,
): Invocation | ConfigError | number {
  let invocation: Invocation | undefined;
  const program = newProgram(about);
  const add = (name: Invocation['command'], description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--debug', 'also write LOG messages of level DEBUG')
      .allowUnknownOption()
      .allowExcessArguments()
      .action((options: {debug?: boolean}, command: Command) => {
        const unknown = command.args;
        invocation = {
          ...options,
          command: name,
          debug: options.debug ?? false,
          unknown,
        } as Invocation;
      });
  add('spec', 'print the specification of the settings');
  add('check', 'test the settings and report what can be read').requiredOption(...FILES.config);
  add('discover', 'print the streams and their fields').option(...FILES.config);
  add('read', 'read the streams of a catalog')
    .requiredOption(...FILES.config)
    .requiredOption(...FILES.catalog)
    .option(...FILES.state);
  try {
    program.parse(argv, {from: 'user'});
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return HELP.has(error.code) ? error.exitCode : mistake(error);
  }
  return invocation ?? 1;
}

/** Without a command, help is shown and the exit code is 1. */
const HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

function mistake({message: said}: CommanderError): ConfigError {
  const reason = withoutValues(said)
    .replace(/^error: /, '')
    .replace(/\n[^]*$/, '');
  return new ConfigError(
    message`The command line cannot be used: ${foreignText(reason)}. Run it with --help to see its commands and options.`,
  );
}

/** What is not known can be anything, also a secret that was pasted into the wrong place. */
function withoutValues(text: string): string {
  return text.replace(
    /(unknown (?:command|option)) '([^]*?)'(?=\n|$)/,
    (_all, what: string, name: string) => {
      const shown = /^[a-z]{1,20}$/i.test(name) ? name : optionName(name);
      return shown ? `${what} '${shown}'` : what;
    },
  );
}

/** The name of an option without its value; undefined for what is no option. */
export function optionName(argument: string): string | undefined {
  return /^(--[a-z][a-z0-9_-]{0,39}|-[a-z])(?==|$)/i.exec(argument)?.[0];
}

function newProgram({name, version, description, writeOut, writeError}: CommandLine): Command {
  return new Command(name)
    .description(description)
    .version(version)
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError()
    .configureOutput({
      writeOut,
      writeErr: writeError,
      outputError: (text, write) => write(withoutValues(text)),
    })
    .exitOverride();
}
