import {Agent} from 'node:https';
import type {Readable} from 'node:stream';
import axios from 'axios';
import type {AxiosError, AxiosInstance, AxiosResponse} from 'axios';
import {networkError} from './network-error';
import type {Open} from './report-download';
import type {GraphRequest, GraphResponse, Send} from './request';

/** A request without an answer for this long is given up and sent again. */
const ANSWER_TIMEOUT_MS = 100_000;

export interface Transport {
  send: Send;
  /** Sends, and leaves the body to whoever asked. */
  open: Open;
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
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    headers: {'User-Agent': options.userAgent},
  });
  const {now} = options;
  return {send: sendWith(http, now), open: openWith(http, now), close: () => agent.destroy()};
}

function sendWith(http: AxiosInstance, now: () => number): Send {
  return async (request) => {
    const {url, owner} = request;
    const headers = {Accept: 'application/json', ...request.headers};
    const get = (): Promise<AxiosResponse<string>> =>
      http.get(url, {headers, signal: owner.signal, responseType: 'text'});
    const {answer, durationMs} = await timed(request, now, get);
    return {...statusAndHeaders(answer), text: answer.data, durationMs};
  };
}

function openWith(http: AxiosInstance, now: () => number): Open {
  return async (request) => {
    const {url, headers, owner} = request;
    const get = (): Promise<AxiosResponse<Readable>> =>
      http.get(url, {headers, signal: owner.signal, responseType: 'stream'});
    const {answer, durationMs} = await timed(request, now, get);
    return {...statusAndHeaders(answer), body: answer.data, durationMs};
  };
}

async function timed<T>(
  {url, owner}: GraphRequest,
  now: () => number,
  get: () => Promise<AxiosResponse<T>>,
): Promise<{answer: AxiosResponse<T>; durationMs: number}> {
  const startedAt = now();
  owner.meter.requests += 1;
  try {
    const answer = await get();
    return {answer, durationMs: now() - startedAt};
  } catch (error) {
    owner.signal.throwIfAborted();
    throw networkError(error as AxiosError, url, now() - startedAt);
  }
}

function statusAndHeaders({
  status,
  headers,
}: AxiosResponse): Pick<GraphResponse, 'status' | 'headers'> {
  return {status, headers: headers as GraphResponse['headers']};
}
