import {ClientSecretCredential} from '@azure/identity';
import {ConfigError} from '../errors';
import type {AccessToken, RequestToken} from './token';
import {tokenError} from './token-error';

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
    try {
      // A credential keeps its token; only a new one is sure to ask, which a refused token needs.
      const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
        authorityHost: loginUrl,
        disableInstanceDiscovery: true,
        retryOptions: {maxRetries: 0},
      });
      const token = await credential.getToken(`${graphUrl}/.default`, {abortSignal});
      if (token) return token;
    } catch (error) {
      abortSignal.throwIfAborted();
      throw tokenError(error, loginUrl);
    }
    throw new ConfigError('The login service gave no token. Check tenant_id and client_id.');
  };
}
