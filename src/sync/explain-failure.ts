import {ConfigError, SystemError, TransientError, asConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {refusalOf} from '../graph/graph-error';
import type {StreamDefinition} from './define-stream';

const ERRORS = {
  config_error: ConfigError,
  transient_error: TransientError,
  system_error: SystemError,
};

/** The error of a stream in words that name the stream and what it needs. */
export function explainFailure(definition: StreamDefinition, thrown: unknown): ConnectorError {
  const error = asConnectorError(thrown);
  const name = `${definition.name}: `;
  const text = error.message.startsWith(name) ? error.message : `${name}${error.message}`;
  const advice = adviceFor(definition, error);
  if (!advice && text === error.message) return error;
  return new ERRORS[error.failureType](advice ? `${text}. ${advice}` : text, {cause: error});
}

function adviceFor(definition: StreamDefinition, error: ConnectorError): string | undefined {
  const refusal = refusalOf(error);
  if (refusal === 'permission') {
    return (
      `The stream needs ${permissionsOf(definition)}. Add what is missing in the Azure portal ` +
      'under App registrations > your app > API permissions > Add a permission > ' +
      'Microsoft Graph > Application permissions, then choose Grant admin consent.'
    );
  }
  if (refusal === 'licence') {
    return (
      `The stream needs ${definition.licence} in the tenant. ` +
      'Deselect the stream, or try again later if the tenant has such a licence.'
    );
  }
  return undefined;
}

function permissionsOf({permissions}: StreamDefinition): string {
  const names = permissions.map(({name}) => name).join(' and ');
  return `the application permission${permissions.length > 1 ? 's' : ''} ${names}`;
}
