/** The login host: OpenID configuration, keys and token endpoint. */
import {isVerifiedDomain} from '../domains';
import * as errors from '../aadsts-errors';
import type {OAuthError} from '../aadsts-errors';
import type {RouteResponse, RouteRequest, Route} from '../router';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const SHARED_TENANTS = ['common', 'organizations', 'consumers'];

function tenantError(request: RouteRequest): OAuthError | undefined {
  const name = request.params['tenant'] ?? '';
  if (SHARED_TENANTS.includes(name.toLowerCase())) return errors.sharedEndpoint();
  if (GUID.test(name)) {
    const isOurs = name.toLowerCase() === request.tenant.tenantId;
    return isOurs ? undefined : errors.unknownTenant(name);
  }
  if (!DOMAIN.test(name)) return errors.malformedTenant(name);
  return isVerifiedDomain(name) ? undefined : errors.unknownTenant(name);
}

/**
 * Also for tenants that do not exist: MSAL has the endpoints of Microsoft's own hosts built in and
 * does not request them, so only the token endpoint refuses an unknown tenant.
 */
function openIdConfiguration(request: RouteRequest): RouteResponse {
  const root = `${request.tenant.url}/${request.params['tenant'] ?? ''}`;
  return {
    body: {
      token_endpoint: `${root}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'private_key_jwt',
        'client_secret_basic',
      ],
      jwks_uri: `${root}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${root}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${root}/oauth2/v2.0/logout`,
      tenant_region_scope: 'EU',
    },
  };
}

interface Credentials {
  clientId: string | undefined;
  secret: string | undefined;
}

/** From the body, or from HTTP Basic with both parts form-encoded. */
function readCredentials(request: RouteRequest, form: URLSearchParams): Credentials {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    const clientId = form.get('client_id') ?? undefined;
    return {clientId, secret: form.get('client_secret') ?? undefined};
  }
  const [name = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const decode = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? '';
  return {clientId: decode(name), secret: decode(rest.join(':'))};
}

function tokenRequestError(request: RouteRequest): OAuthError | undefined {
  const form = new URLSearchParams(request.body);
  const {clientId, secret} = readCredentials(request, form);
  const grant = form.get('grant_type');
  const scope = form.get('scope');
  if (clientId === undefined) return errors.missingField('client_id');
  if (grant === null) return errors.missingField('grant_type');
  if (grant !== 'client_credentials') return errors.unsupportedGrant(grant);
  if (scope === null) return errors.missingField('scope');
  if (clientId.toLowerCase() !== request.tenant.clientId)
    return errors.unknownApplication(clientId);
  if (!isDefaultScope(request, scope)) return errors.badScope(scope);
  if (request.tenant.signInError) return request.tenant.signInError;
  const assertion = form.get('client_assertion');
  if (assertion !== null) return assertionError(request, form, assertion);
  if (secret === undefined) return errors.missingSecret();
  return secret === request.tenant.clientSecret ? undefined : errors.wrongSecret(clientId);
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function assertionError(
  request: RouteRequest,
  form: URLSearchParams,
  assertion: string,
): OAuthError | undefined {
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
    return errors.missingField('client_assertion_type');
  }
  const {assertions, clientId, url, now} = request.tenant;
  const audience = `${url}${request.path}`;
  return assertions.validate(assertion, {clientId, audience, nowMs: now()});
}

/** Ignores the OpenID scopes that MSAL may add. */
function isDefaultScope(request: RouteRequest, scope: string): boolean {
  const own = ['openid', 'profile', 'offline_access'];
  const scopes = scope.split(' ').filter((name) => !own.includes(name));
  return scopes.length === 1 && scopes[0] === `${request.tenant.url}/.default`;
}

function token(request: RouteRequest): RouteResponse {
  const error = tenantError(request) ?? tokenRequestError(request);
  if (error) return errors.oauthErrorResponse(request, error);
  const {tokens} = request.tenant;
  return {
    headers: {'cache-control': 'no-store, no-cache', pragma: 'no-cache'},
    body: {
      token_type: 'Bearer',
      expires_in: tokens.lifetimeSeconds,
      ext_expires_in: tokens.lifetimeSeconds,
      access_token: tokens.issue(),
    },
  };
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/:tenant/v2.0/.well-known/openid-configuration',
    public: true,
    handle: openIdConfiguration,
  },
  {
    method: 'GET',
    path: '/:tenant/discovery/v2.0/keys',
    public: true,
    handle: () => ({body: {keys: []}}),
  },
  {method: 'POST', path: '/:tenant/oauth2/v2.0/token', public: true, handle: token},
];
