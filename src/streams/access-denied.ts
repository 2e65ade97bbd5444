/** A stream that may not be read is left out, and the others go on. */
import {asConnectorError, errorFields, newConnectorError} from '../errors';
import type {ConnectorError, ErrorCondition} from '../errors';
import {detail, message} from '../message-text';
import type {MessagePart, MessageText} from '../message-text';
import {inSetupGuide} from '../setup-guide';
import {missingOf} from './permissions';
import type {Permission, StreamDefinition} from './stream';

const DENIED: ReadonlySet<ErrorCondition> = new Set([
  'permission_missing',
  'licence_missing',
  'names_concealed',
]);

/** Whether the stream may not be read; a refusal that contradicts the token is none. */
export function isAccessDenied(error: unknown): boolean {
  const {condition} = errorFields(error);
  return condition !== undefined && DENIED.has(condition);
}

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
  const {name: stream} = definition;
  const isNamed = error.message.startsWith(`${stream}: `);
  const {condition} = error.fields;
  if (isNamed && !(condition && EXPLANATIONS[condition])) return error;
  const explained = explanationOf(definition, error, roles);
  const text = isNamed ? explained : message`${stream}: ${explained}`;
  return newConnectorError(error.failureType, text, {cause: error, fields: {stream}});
}

/** What happened and what the stream needs, without the name of the stream. */
export function explanationOf(
  definition: StreamDefinition,
  {messageText, fields: {condition}}: ConnectorError,
  roles: readonly string[] | undefined,
): MessageText {
  const explain = condition && EXPLANATIONS[condition];
  return explain ? message`${messageText}${explain(definition, roles)}` : messageText;
}

/** What goes on after the words of Graph. */
type Explain = (definition: StreamDefinition, roles: readonly string[] | undefined) => MessagePart;

const EXPLANATIONS: Partial<Record<ErrorCondition, Explain>> = {
  licence_missing: ({licence}) =>
    `. The stream needs ${licence}. Deselect it; if the tenant has such a licence, try again later.`,
  permission_missing: ({permissions}, roles) => {
    const missing = missingOf(permissions, roles ?? []);
    const isKnown = roles !== undefined && missing.length > 0;
    return message`. ${isKnown ? lacking(missing) : needing(permissions)} ${ADD_PERMISSION}`;
  },
  permission_contradicted: ({permissions}) =>
    `. The token carries ${permissionNames(permissions)}, so this should ` +
    'succeed. The next sync tries again; if it persists, contact Microsoft support with the request-id.',
};

const ADD_PERMISSION = message`Add it under App registrations > your app > API permissions and grant admin consent${detail` ${inSetupGuide('permissions')}`}.`;

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
