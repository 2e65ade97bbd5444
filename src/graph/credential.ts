import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
} from '@azure/identity';
import type {TokenCredential} from '@azure/identity';
import {ConfigError} from '../errors';
import {ANSWER_LIMITS} from './answer-limits';
import {TIMED_OUT} from './body';
import {deadlineIn} from './deadline';
import {sending} from './login-policy';
import type {LoginPolicy} from './login-policy';
import {NetworkError} from './network-error';
import {Connections, throughWhich} from './proxy';
import type {SignIn} from './sign-in';
import type {AccessToken, RequestToken} from './token';
import {tokenError} from './token-error';
import type {LoginAnswer} from './token-error';
import {readTokenFile} from './token-file';

interface SignInOptions {
  signInMs?: number;
  /** Told of what only the machine knows, so that it can be kept out of messages. */
  onSecret?: (secret: string) => void;
}

/**
 * Signs in as the application (client credentials).
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function signInAs(
  signIn: SignIn,
  connections = new Connections(),
  {signInMs = ANSWER_LIMITS.signInMs, onSecret = (): void => undefined}: SignInOptions = {},
): RequestToken {
  const {loginUrl, graphUrl, credentials} = signIn;
  return async (abortSignal): Promise<AccessToken> => {
    const answer: LoginAnswer = {};
    const deadline = deadlineIn(signInMs, abortSignal);
    try {
      const policy = sending(signIn, answer, {connections, signal: deadline.signal});
      connections.for(loginUrl);
      // A credential keeps its token; only a new one is sure to ask, which a refused token needs.
      const credential = credentialFor(signIn, policy, onSecret);
      const token = await credential.getToken(`${graphUrl}/.default`);
      if (token) return token;
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      abortSignal.throwIfAborted();
      if (deadline.hasPassed) throw silent(loginUrl);
      throw tokenError(error, answer, {loginUrl, kind: credentials.kind});
    } finally {
      deadline.clear();
    }
    throw new ConfigError('The login service gave no token. Check tenant_id and client_id.');
  };
}

function silent(loginUrl: string): NetworkError {
  const {host} = new URL(loginUrl);
  const message = `The login service ${host} gave no answer${throughWhich(loginUrl)}`;
  return new NetworkError(message, {code: TIMED_OUT});
}

function credentialFor(
  {tenantId, clientId, credentials, loginUrl}: SignIn,
  policy: LoginPolicy,
  onSecret: (secret: string) => void,
): TokenCredential {
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
      // The library's own credential would not say which file it could not read.
      const assertion = readTokenFile(credentials.tokenFilePath);
      onSecret(assertion);
      return new ClientAssertionCredential(
        tenantId,
        clientId,
        () => Promise.resolve(assertion),
        options,
      );
    }
  }
}
