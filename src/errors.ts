import VError from 'verror';
import {asMessage, foreignText, message, withShown} from './message-text';
import type {MessageText} from './message-text';

/** Airbyte's failure types: who can do something about it. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

/**
 * What an error means to the code that meets it. All but the last four come from a row of
 * graph/error-resolution.
 */
export type ErrorCondition =
  | 'sign_in_refused'
  | 'sign_in_unavailable'
  | 'connection_failed'
  | 'certificate_untrusted'
  | 'proxy_refused'
  | 'intermediary_answered'
  | 'response_unusable'
  | 'token_rejected'
  | 'token_lost'
  | 'token_unverified'
  | 'licence_missing'
  | 'permission_missing'
  | 'permission_contradicted'
  | 'throttled'
  | 'service_unavailable'
  | 'link_expired'
  | 'report_date_refused'
  | 'report_not_offered'
  | 'query_refused'
  | 'not_found'
  | 'request_refused'
  | 'not_supported'
  | 'response_unexpected'
  | 'link_unanswered'
  | 'response_contradicted'
  | 'names_concealed'
  | 'temporary_folder_unusable';

/** What is known about an error, for code and for the log. */
export interface ErrorFields {
  /** HTTP status of the response. */
  status?: number;
  /** Graph's `error.code`, the number behind AADSTS, or Node's code of a failed connection. */
  code?: string;
  /** Graph's `error.message`. */
  text?: string;
  /** Microsoft's support asks for it. */
  requestId?: string;
  condition?: ErrorCondition | undefined;
  /** The stream that the error ended. */
  stream?: string;
  /** What the message says in words of others, who may name a person. */
  quoted?: readonly string[];
}

interface ErrorOptions {
  cause?: unknown;
  /** Fields that the cause does not have, or has otherwise. */
  fields?: ErrorFields;
}

/**
 * An error whose message is written for the person who set up the connector.
 * The technical chain of causes stays out of `message`, and so does what is too long for a person;
 * `technicalMessage` has both.
 */
export abstract class ConnectorError extends VError {
  abstract readonly failureType: FailureType;
  /** Those of the cause, unless they are set anew. */
  readonly fields: Readonly<ErrorFields>;
  readonly #messageText: MessageText;

  constructor(text: string | MessageText, {cause, fields}: ErrorOptions = {}) {
    const settings = {
      cause: cause === undefined ? undefined : asError(cause),
      skipCauseMessage: true,
    };
    const messageText = asMessage(text);
    super(settings, '%s', messageText.toString());
    this.#messageText = messageText;
    this.fields = mergedFields(messageText, errorFields(cause), fields);
  }

  /** `message` before it was shortened. */
  get messageText(): MessageText {
    return this.#messageText;
  }
}

function mergedFields(text: MessageText, ofCause: ErrorFields, own: ErrorFields = {}): ErrorFields {
  const said = [...(ofCause.quoted ?? []), ...(own.quoted ?? [])].filter(Boolean);
  const quoted = withShown(text, said);
  return {...ofCause, ...own, ...(quoted.length > 0 && {quoted})};
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

/** Nobody outside can mend it: a response that breaks Graph's contract, or a fault in our code. */
export class SystemError extends ConnectorError {
  override readonly name = 'SystemError';
  readonly failureType = 'system_error';
}

const CLASSES = {
  config_error: ConfigError,
  transient_error: TransientError,
  system_error: SystemError,
};

export function newConnectorError(
  failureType: FailureType,
  text: string | MessageText,
  options: ErrorOptions,
): ConnectorError {
  return new CLASSES[failureType](text, options);
}

/** Empty for what is no error of ours. */
export function errorFields(thrown: unknown): Readonly<ErrorFields> {
  return thrown instanceof ConnectorError ? thrown.fields : {};
}

/** Any thrown value as one of ours; what we did not expect is a fault of the connector. */
export function asConnectorError(thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const cause = asError(thrown);
  return new SystemError(
    message`The connector met an unexpected error: ${foreignText(cause.message)}. Please report it together with the log of this run.`,
    {cause, fields: {quoted: [cause.message]}},
  );
}

/** The whole messages along the chain of causes, outermost first. */
export function technicalMessage(error: Error): string {
  const messages: string[] = [];
  for (let link: Error | null = error; link; link = VError.cause(link)) {
    messages.push(link instanceof ConnectorError ? link.messageText.whole : link.message);
  }
  return messages.join(': ');
}

/** The stack of an error and of its causes. */
export function fullStack(error: Error): string {
  return VError.fullStack(error);
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
