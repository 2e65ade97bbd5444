/** The login host: what MSAL asks before it asks for a token, and the token endpoint itself. */
import {isVerifiedDomain} from '../domains';
import * as refusals from '../login-errors';
import type {LoginRefusal} from '../login-errors';
import type {Answer, Call, Route} from '../router';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const SHARED_TENANTS = ['common', 'organizations', 'consumers'];

function refuseTenant(call: Call): LoginRefusal | undefined {
  const name = call.params['tenant'] ?? '';
  if (SHARED_TENANTS.includes(name.toLowerCase())) return refusals.sharedEndpoint();
  if (GUID.test(name)) {
    const isOurs = name.toLowerCase() === call.tenant.tenantId;
    return isOurs ? undefined : refusals.unknownTenant(name);
  }
  if (!DOMAIN.test(name)) return refusals.malformedTenant(name);
  return isVerifiedDomain(name) ? undefined : refusals.unknownTenant(name);
}

/**
 * Answers for tenants that do not exist, too: a client knows the endpoints of Microsoft's own hosts
 * by heart and never asks, so that there, too, only the token endpoint refuses.
 */
function openIdConfiguration(call: Call): Answer {
  const root = `${call.tenant.url}/${call.params['tenant'] ?? ''}`;
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

/** In the body, or as HTTP Basic with both parts form-encoded. */
function readCredentials(call: Call, form: URLSearchParams): Credentials {
  const basic = /^Basic +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    const clientId = form.get('client_id') ?? undefined;
    return {clientId, secret: form.get('client_secret') ?? undefined};
  }
  const [name = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const decode = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? '';
  return {clientId: decode(name), secret: decode(rest.join(':'))};
}

function refuseToken(call: Call): LoginRefusal | undefined {
  const form = new URLSearchParams(call.body);
  const {clientId, secret} = readCredentials(call, form);
  const grant = form.get('grant_type');
  const scope = form.get('scope');
  if (clientId === undefined) return refusals.missingField('client_id');
  if (grant === null) return refusals.missingField('grant_type');
  if (grant !== 'client_credentials') return refusals.unsupportedGrant(grant);
  if (scope === null) return refusals.missingField('scope');
  if (clientId.toLowerCase() !== call.tenant.clientId) return refusals.unknownApplication(clientId);
  if (!isDefaultScope(call, scope)) return refusals.badScope(scope);
  if (call.tenant.refusedSignIn) return call.tenant.refusedSignIn;
  const assertion = form.get('client_assertion');
  if (assertion !== null) return refuseAssertion(call, form, assertion);
  if (secret === undefined) return refusals.noSecret();
  return secret === call.tenant.clientSecret ? undefined : refusals.wrongSecret(clientId);
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function refuseAssertion(
  call: Call,
  form: URLSearchParams,
  assertion: string,
): LoginRefusal | undefined {
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
    return refusals.missingField('client_assertion_type');
  }
  const {assertions, clientId, url, now} = call.tenant;
  const audience = `${url}${call.path}`;
  return assertions.refuse(assertion, {clientId, audience, nowMs: now()});
}

/** MSAL may add the scopes of an identity token: they change nothing and are not counted. */
function isDefaultScope(call: Call, scope: string): boolean {
  const own = ['openid', 'profile', 'offline_access'];
  const asked = scope.split(' ').filter((name) => !own.includes(name));
  return asked.length === 1 && asked[0] === `${call.tenant.url}/.default`;
}

function token(call: Call): Answer {
  const refused = refuseTenant(call) ?? refuseToken(call);
  if (refused) return refusals.loginError(call, refused);
  const {tokens} = call.tenant;
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
