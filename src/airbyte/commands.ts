import {ConfigError} from '../errors';
import {foreignName, listOf, message} from '../message-text';
import type {MessageText} from '../message-text';
import {parseConfiguredCatalog} from './catalog';
import {optionName} from './command-line';
import type {Invocation} from './command-line';
import {readJsonFile} from './json-file';
import type {FileKind} from './json-file';
import type {Session, Source} from './source';
import {IncomingStates} from './state';

const SETTINGS: FileKind = {name: 'The settings file', option: '--config', maxMegabytes: 1};
const CATALOG: FileKind = {name: 'The catalog file', option: '--catalog', maxMegabytes: 100};
const STATE: FileKind = {name: 'The state file', option: '--state', maxMegabytes: 100};

/**
 * Runs one command and writes its answer.
 * @returns the exit code.
 * @throws what the command could not answer with a message of its own.
 */
export async function runCommand(
  invocation: Invocation,
  source: Source,
  session: Session,
): Promise<number> {
  if (invocation.unknown.length > 0) {
    session.messages.log('WARN', unknownArguments(invocation.unknown));
  }
  switch (invocation.command) {
    case 'spec':
      session.messages.spec(await source.spec());
      return 0;
    case 'check':
      return runCheck(invocation.config, source, session);
    case 'discover':
      session.messages.catalog(
        await source.discover(
          invocation.config === undefined ? undefined : await readSettings(invocation.config),
          session,
        ),
      );
      return 0;
    case 'read':
      return runRead(invocation, source, session);
  }
}

/** Names options only: their values, and what stands alone, may be a secret. */
function unknownArguments(unknown: string[]): MessageText {
  const options = unknown.flatMap((argument) => optionName(argument) ?? []);
  const others = unknown.length - options.length;
  const rest = others === 0 ? [] : [`${others} ${others === 1 ? 'value' : 'values'}`];
  return message`Unknown arguments are ignored: ${listOf([...options, ...rest])}.`;
}

/** What the user can mend is an answer of `check`, not a failure of it. */
async function runCheck(path: string, source: Source, session: Session): Promise<number> {
  try {
    const config = await readSettings(path);
    const {quoted, ...status} = await source.check(config, session);
    session.messages.connectionStatus(status, quoted);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const {message, fields} = error;
    session.messages.connectionStatus({status: 'FAILED', message}, fields.quoted);
  }
  return 0;
}

async function runRead(
  {config, catalog, state}: Extract<Invocation, {command: 'read'}>,
  source: Source,
  session: Session,
): Promise<number> {
  const request = {
    config: await readSettings(config),
    streams: parseConfiguredCatalog(await readJsonFile(catalog, CATALOG)),
    states: IncomingStates.parse(
      state === undefined ? undefined : await readJsonFile(state, STATE),
    ),
  };
  return source.read(request, session);
}

async function readSettings(path: string): Promise<unknown> {
  const settings = await readJsonFile(path, SETTINGS);
  if (settings !== undefined) return settings;
  throw new ConfigError(
    message`The settings file ${foreignName(path)} is empty. Fill in the settings as JSON.`,
  );
}
