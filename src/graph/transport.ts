import {Agent} from 'node:https';
import axios from 'axios';
import type {AxiosError, AxiosInstance} from 'axios';
import {ConfigError, asError} from '../errors';
import type {GraphResponse, Send} from './request';
import {pathOf} from './request';

/** A request without an answer for this long is given up and sent again. */
const ANSWER_TIMEOUT_MS = 100_000;

/** No answer came, or it ended too early. Whether to try again is for the retry policy. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(
    message: string,
    /** Node's code, such as ECONNRESET. */
    readonly code: string,
    readonly durationMs: number,
  ) {
    super(message);
  }
}

export interface Transport {
  send: Send;
  /** Closes the idle connections, which would keep the process alive. */
  close(): void;
}

/** Sends GET requests over connections that are kept open. Follows no redirect. */
export function createTransport(options: {userAgent: string; now: () => number}): Transport {
  const agent = new Agent({keepAlive: true});
  const http = axios.create({
    httpsAgent: agent,
    // Axios would send requests for https through a proxy without CONNECT.
    proxy: false,
    maxRedirects: 0,
    timeout: ANSWER_TIMEOUT_MS,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    headers: {Accept: 'application/json', 'User-Agent': options.userAgent},
  });
  return {send: sendWith(http, options.now), close: () => agent.destroy()};
}

function sendWith(http: AxiosInstance, now: () => number): Send {
  return async ({url, headers, owner}): Promise<GraphResponse> => {
    const startedAt = now();
    owner.meter.requests += 1;
    try {
      const answer = await http.get<string>(url, {headers, signal: owner.signal});
      return {
        status: answer.status,
        headers: answer.headers as GraphResponse['headers'],
        text: answer.data,
        durationMs: now() - startedAt,
      };
    } catch (error) {
      owner.signal.throwIfAborted();
      throw networkError(error as AxiosError, url, now() - startedAt);
    }
  };
}

/** Codes of Node and OpenSSL that say: the other side is not whom its certificate should name. */
const DISTRUST = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

function networkError(error: AxiosError, url: string, durationMs: number): Error {
  const code = error.code ?? asError(error).name;
  const host = new URL(url).host;
  if (DISTRUST.test(code)) {
    return new ConfigError(
      `The certificate of ${host} is not trusted on this machine (${code}). ` +
        'If a proxy of your company inspects the traffic, put its root certificate into a PEM file ' +
        'and name that file in the environment variable NODE_EXTRA_CA_CERTS.',
      {cause: error},
    );
  }
  const reason = `${pathOf(url)} on ${host} gave no complete answer (${code}: ${error.message})`;
  return new NetworkError(reason, code, durationMs);
}
