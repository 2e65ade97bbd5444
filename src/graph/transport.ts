import type {Readable} from 'node:stream';
import axios from 'axios';
import type {AxiosError, AxiosRequestConfig, AxiosResponse} from 'axios';
import {networkError} from './network-error';
import {Connections} from './proxy';
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

interface TransportOptions {
  userAgent: string;
  now: () => number;
  /** Shared with others that send; closed with the transport. */
  connections?: Connections;
}

/** Sends GET requests over connections that are kept open. Follows no redirect. */
export function createTransport(options: TransportOptions): Transport {
  const {connections = new Connections()} = options;
  const http = axios.create({
    // Axios would send requests for https through a proxy without CONNECT.
    proxy: false,
    maxRedirects: 0,
    timeout: ANSWER_TIMEOUT_MS,
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    headers: {'User-Agent': options.userAgent},
  });
  const {now} = options;
  const get: Get = (request, options) =>
    timed(request, now, () => {
      const {url, owner} = request;
      return http.get(url, {...options, signal: owner.signal, httpsAgent: connections.for(url)});
    });
  return {send: sendWith(get), open: openWith(get), close: () => connections.close()};
}

/** Sends one request and takes the time. */
type Get = <Body>(
  request: GraphRequest,
  options: AxiosRequestConfig,
) => Promise<{answer: AxiosResponse<Body>; durationMs: number}>;

function sendWith(get: Get): Send {
  return async (request) => {
    const headers = {Accept: 'application/json', ...request.headers};
    const {answer, durationMs} = await get<string>(request, {headers, responseType: 'text'});
    const text = answer.data;
    // The connection keeps axios' answer; the text of a whole page must not stay with it.
    answer.data = '';
    return {...statusAndHeaders(answer), text, durationMs};
  };
}

function openWith(get: Get): Open {
  return async (request) => {
    const {headers} = request;
    const options = {...(headers && {headers}), responseType: 'stream'} as const;
    const {answer, durationMs} = await get<Readable>(request, options);
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
