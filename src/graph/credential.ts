import {
  ClientCertificateCredential,
  ClientSecretCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type {ClientSecretCredentialOptions, TokenCredential} from '@azure/identity';
import {ConfigError} from '../errors';
import {ANSWER_LIMITS} from './answer-limits';
import {TIMED_OUT} from './body';
import {deadlineIn} from './deadline';
import {NetworkError} from './network-error';
import {Connections} from './proxy';
import type {AccessToken, RequestToken} from './token';
import {tokenError} from './token-error';
import type {LoginAnswer} from './token-error';

/** What proves that we are the app. */
export type Proof =
  | {readonly kind: 'client_secret'; readonly clientSecret: string}
  /** `pem` holds the certificate and its private key. */
  | {readonly kind: 'client_certificate'; readonly pem: string; readonly password?: string}
  /** The file holds a token that Entra trusts by a federated credential. */
  | {readonly kind: 'workload_identity'; readonly tokenFilePath: string};

export interface SignIn {
  tenantId: string;
  clientId: string;
  credentials: Proof;
  /** Scheme and host of the login service. */
  loginUrl: string;
  /** Scheme and host of Graph; the scope is its `.default`. */
  graphUrl: string;
}

/**
 * Signs in as the application (client credentials).
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function signInAs(
  signIn: SignIn,
  connections = new Connections(),
  {signInMs} = ANSWER_LIMITS,
): RequestToken {
  const {loginUrl, graphUrl} = signIn;
  return async (abortSignal): Promise<AccessToken> => {
    const answer: LoginAnswer = {};
    connections.for(loginUrl);
    const deadline = deadlineIn(signInMs, abortSignal);
    try {
      // A credential keeps its token; only a new one is sure to ask, which a refused token needs.
      const credential = credentialFor(signIn, sending(connections, answer, deadline.signal));
      const token = await credential.getToken(`${graphUrl}/.default`);
      if (token) return token;
    } catch (error) {
      abortSignal.throwIfAborted();
      if (deadline.hasPassed) throw silent(loginUrl);
      throw tokenError(error, answer, loginUrl);
    } finally {
      deadline.clear();
    }
    throw new ConfigError('The login service gave no token. Check tenant_id and client_id.');
  };
}

function silent(loginUrl: string): NetworkError {
  const {host} = new URL(loginUrl);
  return new NetworkError(`The login service ${host} gave no answer`, {code: TIMED_OUT});
}

function credentialFor(signIn: SignIn, policy: AdditionalPolicy): TokenCredential {
  const {tenantId, clientId, credentials, loginUrl} = signIn;
  const options = {
    authorityHost: loginUrl,
    disableInstanceDiscovery: true,
    retryOptions: {maxRetries: 0},
    additionalPolicies: [policy],
  };
  switch (credentials.kind) {
    case 'client_secret':
      return new ClientSecretCredential(tenantId, clientId, credentials.clientSecret, options);
    case 'client_certificate': {
      const {pem, password} = credentials;
      const certificate = {certificate: pem, ...(password && {certificatePassword: password})};
      return new ClientCertificateCredential(tenantId, clientId, certificate, options);
    }
    case 'workload_identity': {
      const {tokenFilePath} = credentials;
      return new WorkloadIdentityCredential({...options, tenantId, clientId, tokenFilePath});
    }
  }
}

type AdditionalPolicy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number];

/**
 * Sends over the connections that Graph is asked over, so that both heed the proxy alike. The
 * library's errors no longer say what the login service answered, so it is kept aside. A signal
 * that is handed to `getToken` is not looked at while the answer is awaited.
 */
function sending(
  connections: Connections,
  answer: LoginAnswer,
  abortSignal: AbortSignal,
): AdditionalPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'sending',
      sendRequest: async (request, next) => {
        request.agent = connections.for(request.url);
        request.abortSignal = abortSignal;
        try {
          const response = await next(request);
          answer.status = response.status;
          answer.text = response.bodyAsText ?? '';
          answer.retryAfter = response.headers.get('retry-after');
          return response;
        } catch (error) {
          answer.failure = error as NodeJS.ErrnoException;
          throw error;
        }
      },
    },
  };
}
