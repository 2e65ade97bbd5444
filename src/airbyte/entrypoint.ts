import {setMaxListeners} from 'node:events';
import {constants} from 'node:os';
import {ConfigError} from '../errors';
import {parseCommandLine} from './command-line';
import {runCommand} from './commands';
import {MessageWriter} from './message-writer';
import {LineOutput, OutputClosedError} from './output';
import {Redactor} from './redactor';
import type {Source} from './source';

/** What a shell reports for a program that wrote into a closed pipe (128 + SIGPIPE). */
const EXIT_CLOSED_PIPE = 141;

/** How long a reader may take for the rest of what was written once we are told to end. */
const DRAIN_TIMEOUT_MS = 5_000;

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

export interface Connector {
  name: string;
  version: string;
  description: string;
  source: Source;
}

/**
 * The process around one command: arguments, standard output, signals and the exit code.
 * The process ends by itself when all is written; ending it by force would cut off a pipe.
 */
export async function runConnector(connector: Connector, host: NodeJS.Process): Promise<void> {
  const invocation = parseCommandLine(host.argv.slice(2), {
    ...connector,
    writeOut: (text) => void host.stdout.write(text),
    writeError: (text) => void host.stderr.write(text),
  });
  if (typeof invocation === 'number') {
    host.exitCode = invocation;
    return;
  }
  const output = new LineOutput(host.stdout);
  const redactor = new Redactor();
  const isMistaken = invocation instanceof ConfigError;
  const debug = !isMistaken && invocation.debug;
  const messages = new MessageWriter({output, redactor, now: Date.now, debug});
  const stop = stopOnSignal(host, output);
  endWithOutput(host, output);
  lastChanceTrace(host, messages, output);
  try {
    if (isMistaken) throw invocation;
    const signal = AbortSignal.any([stop, output.signal]);
    // Every stream listens; Node would warn on standard error of more than ten.
    setMaxListeners(0, signal);
    const session = {messages, redactor, signal};
    host.exitCode = await runCommand(invocation, connector.source, session);
  } catch (error) {
    host.exitCode = 1;
    if (!stop.aborted && !output.signal.aborted) messages.errorTrace(error);
  }
  await output.end();
}

/** Dies by the signal itself, so that whoever sent it sees that it worked. */
function stopOnSignal(host: NodeJS.Process, output: LineOutput): AbortSignal {
  const stop = new AbortController();
  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    for (const name of STOP_SIGNALS) host.removeListener(name, listener);
    stop.abort(new Error(`the process received ${signal}`));
    const written = output.end();
    output.stop();
    const deadline = new Promise((resolve) => setTimeout(resolve, DRAIN_TIMEOUT_MS).unref());
    await Promise.race([written, deadline]);
    host.kill(host.pid, signal);
    // The kernel spares the first process of a container the signals that it does not handle.
    if (host.pid === 1) host.exit(128 + constants.signals[signal]);
  };
  const listener = (signal: NodeJS.Signals): void => void onSignal(signal);
  for (const name of STOP_SIGNALS) host.on(name, listener);
  return stop.signal;
}

/** Nothing can be lost any more once the output is gone, so this end may be sudden. */
function endWithOutput(host: NodeJS.Process, output: LineOutput): void {
  output.signal.addEventListener('abort', () => {
    const reason: unknown = output.signal.reason;
    if (reason instanceof OutputClosedError) host.exit(EXIT_CLOSED_PIPE);
    host.stderr.write(`The output could not be written: ${String(reason)}\n`);
    host.exit(1);
  });
}

function lastChanceTrace(host: NodeJS.Process, messages: MessageWriter, output: LineOutput): void {
  const onError = async (error: unknown): Promise<void> => {
    messages.errorTrace(error);
    await output.end();
    host.exit(1);
  };
  host.on('uncaughtException', (error) => void onError(error));
  host.on('unhandledRejection', (reason) => void onError(reason));
}
