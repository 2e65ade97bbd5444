/** The errors of the token endpoint (AADSTS codes), with the texts of Entra. */
import {randomUUID} from 'node:crypto';
import type {RouteResponse, RouteRequest} from './router';

export interface OAuthError {
  code: number;
  status: number;
  error: string;
  message: string;
}

const oauthError = (
  code: number,
  [status, error]: readonly [number, string],
  message: string,
): OAuthError => ({code, status, error, message});

const REQUEST = [400, 'invalid_request'] as const;
const CLIENT = [401, 'invalid_client'] as const;

export const malformedTenant = (tenant: string): OAuthError =>
  oauthError(
    900023,
    REQUEST,
    `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  );

export const unknownTenant = (tenant: string): OAuthError =>
  oauthError(
    90002,
    REQUEST,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are ` +
      'signing into the correct cloud. Check with your subscription administrator, this may ' +
      'happen if there are no active subscriptions for the tenant.',
  );

export const sharedEndpoint = (): OAuthError =>
  oauthError(
    9001023,
    REQUEST,
    'The grant type is not supported over the /common or /consumers endpoints. Please use the ' +
      '/organizations or tenant-specific endpoint.',
  );

export const unsupportedGrant = (grant: string): OAuthError =>
  oauthError(
    70003,
    [400, 'unsupported_grant_type'],
    `The app requested an unsupported grant type '${grant}'.`,
  );

export const missingField = (name: string): OAuthError =>
  oauthError(900144, REQUEST, `The request body must contain the following parameter: '${name}'.`);

export const unknownApplication = (clientId: string): OAuthError =>
  oauthError(
    700016,
    [400, 'unauthorized_client'],
    `Application with identifier '${clientId}' was not found in the directory 'Contoso'. This can ` +
      'happen if the application has not been installed by the administrator of the tenant or ' +
      'consented to by any user in the tenant. You may have sent your authentication request to ' +
      'the wrong tenant.',
  );

export const badScope = (scope: string): OAuthError =>
  oauthError(
    1002012,
    [400, 'invalid_scope'],
    `The provided value for scope ${scope} is not valid. Client credential flows must have a ` +
      'scope value with /.default suffixed to the resource identifier (application ID URI).',
  );

export const missingSecret = (): OAuthError =>
  oauthError(
    7000218,
    CLIENT,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );

export const wrongSecret = (clientId: string): OAuthError =>
  oauthError(
    7000215,
    CLIENT,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client ' +
      `secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );

export const unknownKey = (reason: string): OAuthError =>
  oauthError(
    700027,
    CLIENT,
    'The certificate with identifier used to sign the client assertion is not registered on ' +
      `application. [Reason - ${reason}]`,
  );

export const assertionOutOfTime = (): OAuthError =>
  oauthError(700024, CLIENT, 'Client assertion is not within its valid time range.');

export const unknownFederation = (): OAuthError =>
  oauthError(
    70021,
    CLIENT,
    'No matching federated identity record found for presented assertion. Check your federated ' +
      'identity credential Subject, Audience and Issuer against the presented assertion.',
  );

const BUSY = [503, 'temporarily_unavailable'] as const;
const UNAUTHORIZED = [400, 'unauthorized_client'] as const;
const RESOURCE = [400, 'invalid_resource'] as const;
const GRANT = [400, 'invalid_grant'] as const;
const SCOPE = [400, 'invalid_scope'] as const;

/** Errors without a cause in a simulated tenant: tests inject them by their code. */
const INJECTABLE_ERRORS: readonly OAuthError[] = [
  oauthError(7000215, CLIENT, 'Invalid client secret provided.'),
  oauthError(7000222, CLIENT, 'The provided client secret keys for app are expired.'),
  oauthError(70002, CLIENT, 'Error validating credentials.'),
  missingSecret(),
  oauthError(
    7000216,
    CLIENT,
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' " +
      'grant type.',
  ),
  oauthError(700016, UNAUTHORIZED, 'Application with identifier was not found in the directory.'),
  oauthError(7000229, CLIENT, 'The client application is missing service principal in the tenant.'),
  oauthError(7000112, UNAUTHORIZED, 'Application is disabled.'),
  oauthError(1000031, UNAUTHORIZED, 'Application cannot be accessed at this time.'),
  oauthError(90002, REQUEST, 'Tenant not found.'),
  oauthError(900023, REQUEST, 'Specified tenant identifier is neither a valid DNS name.'),
  oauthError(90038, REQUEST, 'The specified tenant belongs to a National Cloud.'),
  oauthError(900382, REQUEST, 'Confidential Client is not supported in Cross Cloud request.'),
  oauthError(500011, RESOURCE, 'The resource principal was not found in the tenant.'),
  oauthError(50001, RESOURCE, 'The resource is disabled or does not exist.'),
  oauthError(53003, GRANT, 'Access has been blocked by Conditional Access policies.'),
  oauthError(530032, GRANT, 'Blocked by security policy.'),
  oauthError(500021, GRANT, 'Access to the tenant is denied.'),
  unknownKey('The key was not found.'),
  assertionOutOfTime(),
  oauthError(
    700030,
    CLIENT,
    'Invalid certificate - subject name in certificate is not authorized.',
  ),
  oauthError(50012, CLIENT, 'Authentication failed.'),
  oauthError(
    700025,
    CLIENT,
    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  ),
  unknownFederation(),
  oauthError(
    700211,
    CLIENT,
    'No matching federated identity record found for presented assertion issuer.',
  ),
  oauthError(
    700212,
    CLIENT,
    'No matching federated identity record found for presented assertion audience.',
  ),
  oauthError(
    700213,
    CLIENT,
    'No matching federated identity record found for presented assertion subject.',
  ),
  oauthError(700011, UNAUTHORIZED, 'Application with identifier was not found in the directory.'),
  oauthError(70001, UNAUTHORIZED, 'The application is disabled or does not exist.'),
  oauthError(900432, REQUEST, 'Confidential Client is not supported in Cross Cloud request.'),
  sharedEndpoint(),
  oauthError(90124, REQUEST, 'The resource is not supported over the /common endpoints.'),
  oauthError(90130, REQUEST, 'Application is not supported over the /common endpoints.'),
  oauthError(500022, GRANT, 'Access to the tenant is denied.'),
  oauthError(50017, CLIENT, 'Validation of given certificate failed.'),
  oauthError(500133, CLIENT, 'Assertion is not within its valid time range.'),
  oauthError(50003, CLIENT, 'Sign-in failed because of a missing signing key or certificate.'),
  badScope('User.Read.All'),
  oauthError(70011, SCOPE, "The provided value for the input parameter 'scope' is not valid."),
  oauthError(
    28002,
    SCOPE,
    'The provided value for scope is not valid when requesting an access token.',
  ),
  oauthError(65001, GRANT, 'The user or administrator has not consented to use the application.'),
  oauthError(650056, GRANT, 'Misconfigured application.'),
  oauthError(90008, GRANT, 'The application must require access to Microsoft Graph.'),
  oauthError(90094, GRANT, 'Admin consent is required for the permissions of this application.'),
  oauthError(90006, BUSY, 'The service is temporarily unavailable.'),
  oauthError(90012, BUSY, 'The request has timed out.'),
  oauthError(90020, BUSY, 'The service cannot answer, for a reason of its own.'),
  oauthError(90024, BUSY, 'A transient error has occurred.'),
  oauthError(90090, BUSY, 'Graph API is busy.'),
  oauthError(90033, BUSY, 'A transient error has occurred. Please try again.'),
  oauthError(90055, [429, 'temporarily_unavailable'], 'Tenant is throttled: too many requests.'),
  oauthError(
    50000,
    BUSY,
    'There was an error issuing a token or an issue with our sign-in service.',
  ),
];

/** @throws RangeError for a code that is not in the list. */
export function oauthErrorByCode(code: number): OAuthError {
  const known = INJECTABLE_ERRORS.find((entry) => entry.code === code);
  if (!known) throw new RangeError(`AADSTS${code} is not among the injectable errors.`);
  return known;
}

/** What Conditional Access adds for clients that support claims challenges. */
function conditionalAccess({code}: OAuthError): object {
  if (code !== 53003) return {};
  const claims = '{"access_token":{"capolids":{"essential":true,"values":["simulated"]}}}';
  return {suberror: 'message_only', claims};
}

export function oauthErrorResponse(request: RouteRequest, oauthError: OAuthError): RouteResponse {
  const {code, status, error, message} = oauthError;
  const timestamp =
    new Date(request.tenant.now()).toISOString().slice(0, 19).replace('T', ' ') + 'Z';
  const own = request.headers['client-request-id'];
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
      error_uri: `${request.tenant.url}/error?code=${code}`,
      ...conditionalAccess(oauthError),
    },
  };
}
