import type {ClientSecretCredentialOptions} from '@azure/identity';
import {ConfigError} from '../errors';
import type {Connections} from './proxy';
import type {SignIn} from './sign-in';
import type {LoginAnswer} from './token-error';

export type LoginPolicy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number];

interface Way {
  connections: Connections;
  /** One that is handed to `getToken` is not looked at while the answer is awaited. */
  signal: AbortSignal;
}

/**
 * Sends over the connections that Graph is asked over, so that both heed the proxy alike. The
 * library's errors no longer say what the login service answered, so it is kept aside.
 */
export function sending(signIn: SignIn, answer: LoginAnswer, way: Way): LoginPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'sending',
      sendRequest: async (request, next) => {
        try {
          assertOwnHost(request.url, signIn);
          request.agent = way.connections.for(request.url);
          request.abortSignal = way.signal;
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

/**
 * The library asks a host that it does not know by heart where tokens are to be had, and would
 * send the secret to whatever host the answer names.
 */
function assertOwnHost(url: string, {loginUrl, loginAlias}: SignIn): void {
  const {origin, host} = new URL(url);
  if (origin === loginUrl || origin === loginAlias) return;
  throw new ConfigError(
    `The login service ${new URL(loginUrl).host} wants the sign-in sent to ${host}, which is not ` +
      'its own host, so nothing was sent there. Check the setting cloud, and leave ' +
      'endpoints.login_url out for the login service of Microsoft (docs/setup.md, section 11).',
  );
}
