/** The errors of the login host, as Entra words them. */
import {randomUUID} from 'node:crypto';
import type {Answer, Call} from './router';

export interface LoginRefusal {
  code: number;
  status: number;
  error: string;
  message: string;
}

const refusal = (
  code: number,
  [status, error]: readonly [number, string],
  message: string,
): LoginRefusal => ({code, status, error, message});

const REQUEST = [400, 'invalid_request'] as const;
const CLIENT = [401, 'invalid_client'] as const;

export const malformedTenant = (tenant: string): LoginRefusal =>
  refusal(
    900023,
    REQUEST,
    `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  );

export const unknownTenant = (tenant: string): LoginRefusal =>
  refusal(
    90002,
    REQUEST,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are ` +
      'signing into the correct cloud. Check with your subscription administrator, this may ' +
      'happen if there are no active subscriptions for the tenant.',
  );

export const sharedEndpoint = (): LoginRefusal =>
  refusal(
    9001023,
    REQUEST,
    'The grant type is not supported over the /common or /consumers endpoints. Please use the ' +
      '/organizations or tenant-specific endpoint.',
  );

export const unsupportedGrant = (grant: string): LoginRefusal =>
  refusal(
    70003,
    [400, 'unsupported_grant_type'],
    `The app requested an unsupported grant type '${grant}'.`,
  );

export const missingField = (name: string): LoginRefusal =>
  refusal(900144, REQUEST, `The request body must contain the following parameter: '${name}'.`);

export const unknownApplication = (clientId: string): LoginRefusal =>
  refusal(
    700016,
    [400, 'unauthorized_client'],
    `Application with identifier '${clientId}' was not found in the directory 'Contoso'. This can ` +
      'happen if the application has not been installed by the administrator of the tenant or ' +
      'consented to by any user in the tenant. You may have sent your authentication request to ' +
      'the wrong tenant.',
  );

export const badScope = (scope: string): LoginRefusal =>
  refusal(
    1002012,
    [400, 'invalid_scope'],
    `The provided value for scope ${scope} is not valid. Client credential flows must have a ` +
      'scope value with /.default suffixed to the resource identifier (application ID URI).',
  );

export const noSecret = (): LoginRefusal =>
  refusal(
    7000218,
    CLIENT,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );

export const wrongSecret = (clientId: string): LoginRefusal =>
  refusal(
    7000215,
    CLIENT,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client ' +
      `secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );

export const unknownKey = (): LoginRefusal =>
  refusal(
    700027,
    CLIENT,
    'The certificate with identifier used to sign the client assertion is not registered on ' +
      'application. [Reason - The key was not found.]',
  );

export function loginError(call: Call, {code, status, error, message}: LoginRefusal): Answer {
  const timestamp = new Date(call.tenant.now()).toISOString().slice(0, 19).replace('T', ' ') + 'Z';
  const own = call.headers['client-request-id'];
  const traceId = randomUUID();
  const correlationId = typeof own === 'string' ? own : randomUUID();
  const trailer = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${message} ${trailer}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${call.tenant.url}/error?code=${code}`,
    },
  };
}
