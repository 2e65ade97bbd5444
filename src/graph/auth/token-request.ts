/** The request for a token, on its way through the pipeline of @azure/identity. */
import type {Readable} from 'node:stream';
import type {ClientSecretCredentialOptions} from '@azure/identity';
import {ConfigError} from '../../errors';
import {foreignName, message} from '../../message-text';
import {inSetupGuide} from '../../setup-guide';
import type {AgentPool} from '../agent-pool';
import {bodyText, refusalText} from '../body';
import {decompressed} from '../content-encoding';
import {assertFromService} from '../intermediary';
import {isSuccess} from '../request';
import {DEFAULT_TIMEOUTS} from '../timeouts';
import type {AppIdentity} from './sign-in';
import type {TokenResponse} from './token-error';

export type PipelinePolicy = NonNullable<
  ClientSecretCredentialOptions['additionalPolicies']
>[number];

interface TokenRequestOptions {
  agents: AgentPool;
  /** One that is handed to `getToken` is not looked at while the answer is awaited. */
  signal: AbortSignal;
}

/**
 * Sends over the connections that Graph is asked over, so that both heed the proxy alike. The
 * library's errors no longer say what the login service answered, so it is kept aside.
 */
export function tokenRequestPolicy(
  signIn: AppIdentity,
  kept: TokenResponse,
  options: TokenRequestOptions,
): PipelinePolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'tokenRequestPolicy',
      sendRequest: async (request, next) => {
        try {
          assertOwnHost(request.url, signIn);
          request.agent = options.agents.for(request.url);
          request.abortSignal = options.signal;
          const response = await sendReadingBody(request, next);
          kept.status = response.status;
          kept.text = response.bodyAsText ?? '';
          kept.retryAfter = response.headers.get('retry-after');
          const {status, text} = kept;
          const answer = {status, text, headers: response.headers.toJSON()};
          assertFromService(answer, {url: request.url, origin: 'token_endpoint'});
          return response;
        } catch (error) {
          kept.failure = error as NodeJS.ErrnoException;
          throw error;
        }
      },
    },
  };
}

type SendRequest = Parameters<PipelinePolicy['policy']['sendRequest']>[1];
type PipelineRequest = Parameters<SendRequest>[0];
type PipelineResponse = Awaited<ReturnType<SendRequest>>;

/**
 * Reads the body as those of Graph are read: whatever its compression, without a byte order mark,
 * and with its status and headers where the compression is only said. The library gives the bytes
 * away for this infinite status.
 */
async function sendReadingBody(
  request: PipelineRequest,
  next: SendRequest,
): Promise<PipelineResponse> {
  request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
  request.headers.set('Accept-Encoding', 'identity');
  const response = await next(request);
  const body = response.readableStreamBody as Readable | undefined;
  if (!body) return response;
  const encoding = response.headers.get('content-encoding');
  const read = isSuccess(response) ? bodyText : refusalText;
  response.bodyAsText = await read(decompressed(body, encoding), DEFAULT_TIMEOUTS);
  // The library knows no other success.
  if (isSuccess(response)) response.status = 200;
  return response;
}

/**
 * The library asks a host that it does not know by heart where tokens are to be had, and would
 * send the secret to whatever host the answer names.
 */
function assertOwnHost(url: string, {loginUrl, loginAlias}: AppIdentity): void {
  const {origin, host} = new URL(url);
  if (origin === loginUrl || origin === loginAlias) return;
  throw new ConfigError(
    message`The login service ${foreignName(new URL(loginUrl).host)} wants the sign-in sent to ${foreignName(host)}, which is not its own host, so nothing was sent there. Check the setting cloud, and leave endpoints.login_url out for Microsoft's own login service ${inSetupGuide('clouds')}.`,
  );
}
