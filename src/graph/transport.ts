import type {Readable} from 'node:stream';
import axios from 'axios';
import type {AxiosError, AxiosResponse} from 'axios';
import {ANSWER_LIMITS} from './answer-limits';
import type {AnswerLimits} from './answer-limits';
import {textOf, unzipped} from './body';
import {networkError} from './network-error';
import {Connections} from './proxy';
import type {Open, OpenResponse} from './report-download';
import type {GraphRequest, GraphResponse, Send} from './request';

export interface Transport {
  send: Send;
  /** Sends, and leaves the body to whoever asked. */
  open: Open;
  limits: AnswerLimits;
  /** Closes the idle connections, which would keep the process alive. */
  close(): void;
}

interface TransportOptions {
  userAgent: string;
  now: () => number;
  limits?: AnswerLimits;
  /** Shared with others that send; closed with the transport. */
  connections?: Connections;
}

/** Sends GET requests over connections that are kept open. Follows no redirect. */
export function createTransport(options: TransportOptions): Transport {
  const {connections = new Connections(), limits = ANSWER_LIMITS, now, userAgent} = options;
  const http = axios.create({
    // Axios would send requests for https through a proxy without CONNECT.
    proxy: false,
    maxRedirects: 0,
    timeout: limits.silenceMs,
    decompress: false,
    responseType: 'stream',
    validateStatus: () => true,
    headers: {'User-Agent': userAgent, 'Accept-Encoding': 'gzip'},
  });
  const get: Get = ({url, owner, headers}) =>
    http.get(url, {
      ...(headers && {headers}),
      signal: owner.signal,
      httpsAgent: connections.for(url),
    });
  return {
    send: sendWith(get, {limits, now}),
    open: openWith(get, now),
    limits,
    close: () => connections.close(),
  };
}

/** Sends one request. The answer is there as soon as its head is. */
type Get = (request: GraphRequest) => Promise<AxiosResponse<Readable>>;

function sendWith(get: Get, {limits, now}: {limits: AnswerLimits; now: () => number}): Send {
  return async (request) => {
    const headers = {Accept: 'application/json', ...request.headers};
    const {result, durationMs} = await timed(request, now, async () => {
      const {body, ...head} = opened(await get({...request, headers}));
      return {...head, text: withoutMark(await textOf(body, limits))};
    });
    return {...result, durationMs};
  };
}

function openWith(get: Get, now: () => number): Open {
  return async (request) => {
    const {result, durationMs} = await timed(request, now, async () => opened(await get(request)));
    return {...result, durationMs};
  };
}

async function timed<T>(
  {url, owner}: GraphRequest,
  now: () => number,
  get: () => Promise<T>,
): Promise<{result: T; durationMs: number}> {
  const startedAt = now();
  owner.meter.requests += 1;
  try {
    return {result: await get(), durationMs: now() - startedAt};
  } catch (error) {
    owner.signal.throwIfAborted();
    throw networkError(error as AxiosError, url, now() - startedAt);
  }
}

function opened({
  status,
  headers,
  data,
}: AxiosResponse<Readable>): Omit<OpenResponse, 'durationMs'> {
  const named = headers as GraphResponse['headers'];
  return {status, headers: named, body: unzipped(data, named['content-encoding'])};
}

/** JSON must not begin with a byte order mark, but some services behind Graph write one. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
