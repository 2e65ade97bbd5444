import type {ClientRequest} from 'node:http';
import type {Readable} from 'node:stream';
import {AxiosHeaders, getAdapter} from 'axios';
import type {AxiosError, AxiosResponse} from 'axios';
import {ConnectorError} from '../errors';
import {AgentPool} from './agent-pool';
import {bodyBytes, refusalText} from './body';
import {decompressed} from './content-encoding';
import {networkError} from './network-error';
import {isSuccess} from './request';
import type {GraphRequest, Open, OpenResponse, Send} from './request';
import {DEFAULT_TIMEOUTS} from './timeouts';
import type {Timeouts} from './timeouts';

export interface Transport {
  send: Send<Buffer>;
  /** Sends, and leaves the body to whoever asked. */
  open: Open;
  timeouts: Timeouts;
  /** Closes the idle connections, which would keep the process alive. */
  close(): void;
}

interface TransportOptions {
  userAgent: string;
  now: () => number;
  timeouts?: Timeouts;
  /** Shared with others that send; closed with the transport. */
  agents?: AgentPool;
}

/** Sends GET requests over connections that are kept open. Follows no redirect. */
export function createTransport(options: TransportOptions): Transport {
  const {agents = new AgentPool(), timeouts = DEFAULT_TIMEOUTS, now, userAgent} = options;
  // As axios itself sends, without merging settings and looking for interceptors, of which there are
  // none: that takes longer than the request.
  const adapter = getAdapter('http');
  const config = {
    method: 'get',
    // The agent goes through the proxy: the sign-in shares its connections, and what the proxy
    // refuses does not pass for a response of Graph.
    proxy: false,
    maxRedirects: 0,
    timeout: timeouts.silenceMs,
    decompress: false,
    responseType: 'stream',
    validateStatus: null,
  } as const;
  const ownHeaders = {'User-Agent': userAgent, 'Accept-Encoding': 'gzip'};
  const get: Get = async ({url, context: {signal}, headers}) => {
    // The adapter would send it all the same.
    signal.throwIfAborted();
    const all = new AxiosHeaders({...ownHeaders, ...headers});
    const request = {...config, url, headers: all, signal, httpsAgent: agents.for(url)};
    return adapter(request) as Promise<AxiosResponse<Readable>>;
  };
  return {
    send: sendWith(get, {timeouts, now}),
    open: openWith(get, now),
    timeouts,
    close: () => agents.close(),
  };
}

/** Some reports come as JSON to whoever does not ask for CSV; no other type is refused. */
const FILE_TYPES = 'text/csv, */*;q=0.5';

/** Sends one request. The response is there as soon as its head is. */
type Get = (request: GraphRequest) => Promise<AxiosResponse<Readable>>;

function sendWith(
  get: Get,
  {timeouts, now}: {timeouts: Timeouts; now: () => number},
): Send<Buffer> {
  return async (request) => {
    const headers = {Accept: 'application/json', ...request.headers};
    const {result, durationMs} = await timed(request, now, async () => {
      const {body, ...head} = opened(await get({...request, headers}));
      if (isSuccess(head)) return {...head, body: await bodyBytes(body, timeouts), text: ''};
      return {...head, text: await refusalText(body, timeouts)};
    });
    return {...result, durationMs};
  };
}

function openWith(get: Get, now: () => number): Open {
  return async (request) => {
    const headers = {Accept: FILE_TYPES, ...request.headers};
    const {result, durationMs} = await timed(request, now, async () =>
      opened(await get({...request, headers})),
    );
    return {...result, durationMs};
  };
}

async function timed<T>(
  {url, origin, context}: GraphRequest,
  now: () => number,
  get: () => Promise<T>,
): Promise<{result: T; durationMs: number}> {
  const startedAt = now();
  context.metrics.requests += 1;
  try {
    return {result: await get(), durationMs: now() - startedAt};
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof ConnectorError) throw error;
    throw networkError(error as AxiosError, {url, origin, durationMs: now() - startedAt});
  }
}

function opened(response: AxiosResponse<Readable>): Omit<OpenResponse, 'durationMs'> {
  const {status, data} = response;
  const headers = response.headers as OpenResponse['headers'];
  const request = response.request as ClientRequest;
  return {
    status,
    headers,
    isNewConnection: !request.reusedSocket,
    body: decompressed(data, headers['content-encoding']),
  };
}
