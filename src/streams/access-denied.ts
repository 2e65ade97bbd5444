import VError from 'verror';
import {ConfigError, SystemError, TransientError, asConnectorError, asError} from '../errors';
import type {ConnectorError} from '../errors';
import {refusalOf} from '../graph/graph-error';
import {missingOf} from './permissions';
import type {Permission, StreamDefinition} from './stream';

/** Why a stream may not be read. Such a stream is left out, and the others go on. */
export type AccessDeniedReason = 'permission' | 'licence' | 'concealed';

const GRANT =
  'Add it in the Azure portal under App registrations > your app > API permissions > ' +
  'Add a permission > Microsoft Graph > Application permissions, then choose Grant admin consent ' +
  'again (docs/setup.md, sections 3 and 4).';

export function accessDeniedReason(error: unknown): AccessDeniedReason | undefined {
  return VError.info(asError(error))['denied'] as AccessDeniedReason | undefined;
}

export function accessDeniedError(
  message: string,
  denied: AccessDeniedReason,
  cause?: unknown,
): ConfigError {
  return new ConfigError(message, {info: {denied}, ...(cause !== undefined && {cause})});
}

/**
 * What a refusal of Graph means for the stream, given the permissions in the token.
 * @returns undefined when the error is no refusal.
 */
export function explainForbidden(
  definition: StreamDefinition,
  error: ConnectorError,
  roles: readonly string[] | undefined,
): ConnectorError | undefined {
  const refusal = refusalOf(error);
  const {name, permissions, licence} = definition;
  if (refusal === 'licence') {
    const message =
      `${name}: ${error.message}. The stream needs ${licence} in the tenant. ` +
      'Deselect the stream; if the tenant has such a licence, try again later.';
    return accessDeniedError(message, 'licence', error);
  }
  if (refusal !== 'permission') return undefined;
  const missing = missingOf(permissions, roles ?? []);
  if (roles === undefined || missing.length > 0) {
    const reason = roles === undefined ? needing(permissions) : lacking(missing);
    const message = `${name}: ${error.message}. ${reason} ${GRANT}`;
    return accessDeniedError(message, 'permission', error);
  }
  return new TransientError(
    `${name}: ${error.message}. The token carries ${permissionNames(permissions)}, so this should pass. ` +
      'The next sync tries again; if it stays, ask Microsoft support with the request-id.',
    {cause: error},
  );
}

function lacking(missing: readonly Permission[]): string {
  const plural = missing.length > 1 ? 's' : '';
  return `The token lacks the application permission${plural} ${permissionNames(missing)}.`;
}

function needing(permissions: readonly Permission[]): string {
  const plural = permissions.length > 1 ? 's' : '';
  return `The stream needs the application permission${plural} ${permissionNames(permissions)}.`;
}

function permissionNames(permissions: readonly Permission[]): string {
  return permissions.map(({name}) => name).join(' and ');
}

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
  if (accessDeniedReason(error)) return error;
  const refusal = explainForbidden(definition, error, roles);
  if (refusal) return refusal;
  const name = `${definition.name}: `;
  if (error.message.startsWith(name)) return error;
  return new ERRORS[error.failureType](`${name}${error.message}`, {cause: error});
}
