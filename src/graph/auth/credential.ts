import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
} from '@azure/identity';
import type {TokenCredential} from '@azure/identity';
import {ConfigError} from '../../errors';
import {foreignName, message} from '../../message-text';
import {AgentPool} from '../agent-pool';
import {TIMED_OUT} from '../body';
import {NetworkError} from '../network-error';
import {proxySecrets, viaProxy} from '../proxy';
import {DEFAULT_TIMEOUTS, deadlineIn} from '../timeouts';
import type {AppIdentity} from './sign-in';
import type {AccessToken, RequestToken} from './token';
import {tokenError} from './token-error';
import type {TokenResponse} from './token-error';
import {readTokenFile} from './token-file';
import {tokenRequestPolicy} from './token-request';
import type {PipelinePolicy} from './token-request';

interface SignInOptions {
  signInMs?: number;
  /** Told of what only the machine knows, so that it can be kept out of messages. */
  onSecret?: (secret: string) => void;
}

/**
 * Signs in as the application (client credentials).
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function requestTokenAs(
  signIn: AppIdentity,
  agents = new AgentPool(),
  {signInMs = DEFAULT_TIMEOUTS.signInMs, onSecret = (): void => undefined}: SignInOptions = {},
): RequestToken {
  const {tenantId, loginUrl, graphUrl, credentials} = signIn;
  return async (abortSignal): Promise<AccessToken> => {
    const response: TokenResponse = {};
    const deadline = deadlineIn(signInMs, abortSignal);
    try {
      const policy = tokenRequestPolicy(signIn, response, {agents, signal: deadline.signal});
      for (const url of [loginUrl, graphUrl]) proxySecrets(url).forEach(onSecret);
      // A credential keeps its token; only a new one is sure to ask, which a refused token needs.
      const credential = credentialFor(signIn, policy, onSecret);
      const token = await credential.getToken(`${graphUrl}/.default`);
      if (token) return token;
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      abortSignal.throwIfAborted();
      if (deadline.hasPassed) throw silent(loginUrl);
      throw tokenError(error, response, {loginUrl, kind: credentials.kind, tenantId});
    } finally {
      deadline.clear();
    }
    throw new ConfigError('The login service returned no token. Check tenant_id and client_id.');
  };
}

function silent(loginUrl: string): NetworkError {
  const {host} = new URL(loginUrl);
  const text = message`The login service ${foreignName(host)} gave no answer${viaProxy(loginUrl)}`;
  return new NetworkError(text, {code: TIMED_OUT});
}

/**
 * Without any, the library would read the environment by rules of its own, which refuse what others
 * take. The agent of each request knows the way.
 */
const UNUSED_PROXY = {host: 'http://unused.invalid', port: 80};

function credentialFor(
  {tenantId, clientId, credentials, loginUrl}: AppIdentity,
  policy: PipelinePolicy,
  onSecret: (secret: string) => void,
): TokenCredential {
  const options = {
    authorityHost: loginUrl,
    disableInstanceDiscovery: true,
    retryOptions: {maxRetries: 0},
    additionalPolicies: [policy],
    proxyOptions: UNUSED_PROXY,
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
