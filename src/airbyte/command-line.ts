import {Command, CommanderError} from 'commander';

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
 * @returns the invocation, or the exit code when there is nothing left to run (help, a mistake).
 */
export function parseCommandLine(argv: readonly string[], about: CommandLine): Invocation | number {
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
  add('spec', 'print the form of the settings');
  add('check', 'test the settings and say what can be read').requiredOption(...FILES.config);
  add('discover', 'print the streams and their fields').option(...FILES.config);
  add('read', 'read the streams of a catalog')
    .requiredOption(...FILES.config)
    .requiredOption(...FILES.catalog)
    .option(...FILES.state);
  try {
    program.parse(argv, {from: 'user'});
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  return invocation ?? 1;
}

function newProgram({name, version, description, writeOut, writeError}: CommandLine): Command {
  return new Command(name)
    .description(description)
    .version(version)
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError()
    .configureOutput({writeOut, writeErr: writeError})
    .exitOverride();
}
