import {ConfigError, SystemError, TransientError, asConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import type {StreamDefinition} from './define-stream';
import {denialOf, explainRefusal} from './denial';

const ERRORS = {
  config_error: ConfigError,
  transient_error: TransientError,
  system_error: SystemError,
};

/**
 * The error of a stream in words that name the stream and what it needs.
 * @param roles the permissions in the token; undefined where they are not known.
 */
export function explainFailure(
  definition: StreamDefinition,
  thrown: unknown,
  roles: readonly string[] | undefined,
): ConnectorError {
  const error = asConnectorError(thrown);
  if (denialOf(error)) return error;
  const refusal = explainRefusal(definition, error, roles);
  if (refusal) return refusal;
  const name = `${definition.name}: `;
  if (error.message.startsWith(name)) return error;
  return new ERRORS[error.failureType](`${name}${error.message}`, {cause: error});
}
