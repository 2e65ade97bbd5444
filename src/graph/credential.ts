import {ClientSecretCredential} from '@azure/identity';
import type {ClientSecretCredentialOptions} from '@azure/identity';
import {ConfigError} from '../errors';
import type {AccessToken, RequestToken} from './token';
import {tokenError} from './token-error';
import type {LoginAnswer} from './token-error';

export interface SignIn {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Scheme and host of the login service. */
  loginUrl: string;
  /** Scheme and host of Graph; the scope is its `.default`. */
  graphUrl: string;
}

/**
 * Signs in as the application (client credentials).
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function signInWithSecret(signIn: SignIn): RequestToken {
  const {tenantId, clientId, clientSecret, loginUrl, graphUrl} = signIn;
  return async (abortSignal): Promise<AccessToken> => {
    const answer: LoginAnswer = {};
    try {
      // A credential keeps its token; only a new one is sure to ask, which a refused token needs.
      const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
        authorityHost: loginUrl,
        disableInstanceDiscovery: true,
        retryOptions: {maxRetries: 0},
        additionalPolicies: [keepAnswer(answer)],
      });
      const token = await credential.getToken(`${graphUrl}/.default`, {abortSignal});
      if (token) return token;
    } catch (error) {
      abortSignal.throwIfAborted();
      throw tokenError(error, answer, loginUrl);
    }
    throw new ConfigError('The login service gave no token. Check tenant_id and client_id.');
  };
}

type AdditionalPolicy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number];

/** The library's errors no longer say what the login service answered, so it is kept aside. */
function keepAnswer(answer: LoginAnswer): AdditionalPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'keepAnswer',
      sendRequest: async (request, next) => {
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
