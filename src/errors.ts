import VError from 'verror';

/** Airbyte's failure types: who can do something about it. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

interface ErrorOptions {
  cause?: unknown;
  /** Facts for the log, merged along the chain of causes (see verror's `info`). */
  info?: Record<string, unknown>;
}

/**
 * An error whose message is written for the person who set up the connector.
 * The technical chain of causes stays out of `message`; `technicalMessage` has it.
 */
export abstract class ConnectorError extends VError {
  abstract readonly failureType: FailureType;

  constructor(message: string, options: ErrorOptions = {}) {
    const cause = options.cause === undefined ? undefined : asError(options.cause);
    const settings = {cause, info: options.info, skipCauseMessage: true};
    super(settings, '%s', message);
  }
}

/** The user can mend it: a setting, a permission, a file that was handed in. */
export class ConfigError extends ConnectorError {
  override readonly name = 'ConfigError';
  readonly failureType = 'config_error';
}

/** Trying again later may work: Graph or the network failed for longer than we retry. */
export class TransientError extends ConnectorError {
  override readonly name = 'TransientError';
  readonly failureType = 'transient_error';
}

/** Nobody outside can mend it: an answer that breaks Graph's contract, or a fault in our code. */
export class SystemError extends ConnectorError {
  override readonly name = 'SystemError';
  readonly failureType = 'system_error';
}

/** Any thrown value as one of ours; what we did not expect is a fault of the connector. */
export function asConnectorError(thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const cause = asError(thrown);
  return new SystemError(
    `The connector met an error that it does not know: ${cause.message}. ` +
      'Please report it together with the log of this run.',
    {cause},
  );
}

/** The messages along the chain of causes, outermost first. */
export function technicalMessage(error: Error): string {
  const messages: string[] = [];
  for (let link: Error | null = error; link; link = VError.cause(link)) messages.push(link.message);
  return messages.join(': ');
}

/** The stack of an error and of its causes. */
export function fullStack(error: Error): string {
  return VError.fullStack(error);
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
