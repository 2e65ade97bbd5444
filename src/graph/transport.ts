import {Agent} from 'node:https';
import axios from 'axios';
import type {AxiosError, AxiosInstance} from 'axios';
import {networkError} from './network-error';
import type {GraphResponse, Send} from './request';

/** A request without an answer for this long is given up and sent again. */
const ANSWER_TIMEOUT_MS = 100_000;

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
