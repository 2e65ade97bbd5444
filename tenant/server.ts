/** An HTTPS host of the tenant: logs each request, applies faults, and sends the response. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {Socket} from 'node:net';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip, gzipSync} from 'node:zlib';
import type {Certificate} from './certificate';
import {applyFault} from './fault-actions';
import type {Faults} from './faults';
import {errorBody, GraphError} from './graph-errors';
import type {RequestIds} from './graph-errors';
import {logEntry} from './request-log';
import type {RequestLogEntry} from './request-log';
import type {RouteResponse} from './router';
import {TcpConnections} from './tcp-connections';
import type {TenantCore} from './tenant-core';

/** A thrown GraphError becomes a response in Graph's error format. */
export type RequestHandler = (
  tenant: TenantCore,
  entry: RequestLogEntry,
  body: string,
) => RouteResponse;

export interface ServerOptions {
  certificate: Certificate;
  core: () => TenantCore;
  handle: RequestHandler;
  requests: RequestLogEntry[];
  faults: Faults;
  gzip: boolean;
  connections: TcpConnections;
  /** Stops listening. */
  stopListening: () => void;
}

interface Sending {
  routeResponse: RouteResponse;
  entry: RequestLogEntry;
  ids: RequestIds;
  /** By the clock of the tenant. */
  sentAt: number;
}

const MAX_BODY_CHARS = 100_000;

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk as string;
    if (body.length > MAX_BODY_CHARS) throw new GraphError(413, 'RequestTooLarge', 'Too large.');
  }
  return body;
}

/** Graph returns the client-request-id of the request where there is one. */
function idsOf(request: IncomingMessage): RequestIds {
  const requestId = randomUUID();
  const own = request.headers['client-request-id'];
  return {requestId, clientRequestId: typeof own === 'string' ? own : requestId};
}

export function toBuffer(body: RouteResponse['body']): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function contentType(body: RouteResponse['body']): string {
  const isText = typeof body === 'string';
  return isText ? 'text/plain' : 'application/json; odata.metadata=minimal; charset=utf-8';
}

function headersOf({routeResponse, ids, sentAt}: Sending): Record<string, string> {
  const common = {
    date: new Date(sentAt).toUTCString(),
    'content-type': contentType(routeResponse.body),
  };
  if (routeResponse.byIntermediary) return common;
  return {
    ...common,
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
}

class Exchanges {
  readonly #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const core = this.#options.core();
    const entry = logEntry(request, core.now());
    this.#options.requests.push(entry);
    const ids = idsOf(request);
    const body = await readBody(request);
    const real = (): RouteResponse => this.#respond(entry, body, ids);
    const send = (routeResponse: RouteResponse): void =>
      this.#send(response, {routeResponse, entry, ids, sentAt: core.now()});
    const fault = this.#options.faults.take(entry.rawUrl, entry.method);
    if (!fault) return send(real());
    const {respond} = fault;
    const own = typeof respond === 'function' ? respond() : respond;
    const buildResponse = own ? (): RouteResponse => ({...own, body: own.body ?? ''}) : real;
    const {rawUrl} = entry;
    const reset = (): void => this.#options.connections.reset(request.socket);
    const {stopListening, faults} = this.#options;
    try {
      applyFault({fault, rawUrl, response, buildResponse, send, reset, stopListening});
    } catch (error) {
      faults.defects.push(error);
      response.destroy();
    }
  }

  #respond(entry: RequestLogEntry, body: string, ids: RequestIds): RouteResponse {
    const core = this.#options.core();
    try {
      return this.#options.handle(core, entry, body);
    } catch (error) {
      const known = error instanceof GraphError ? error : unexpected(error);
      const {status, headers} = known;
      return {status, headers, body: errorBody(known, ids, core.now())};
    }
  }

  #send(response: ServerResponse, sending: Sending): void {
    const {routeResponse, entry} = sending;
    if (response.destroyed) return;
    entry.status = routeResponse.status ?? 200;
    const zips = this.#options.gzip && /\bgzip\b/.test(String(entry.headers['accept-encoding']));
    if (routeResponse.stream) this.#sendStream(response, sending, zips);
    else this.#sendWhole(response, sending, zips);
  }

  #sendWhole(response: ServerResponse, sending: Sending, zips: boolean): void {
    const {routeResponse, entry} = sending;
    const plain = toBuffer(routeResponse.body);
    const content = zips && plain.length > 0 ? gzipSync(plain) : plain;
    response.writeHead(entry.status, {
      ...headersOf(sending),
      'content-length': String(content.length),
      ...(content !== plain && {'content-encoding': 'gzip'}),
      ...routeResponse.headers,
    });
    // Of an empty body with a content-length, a fault writes the body itself.
    if (content.length > 0 || routeResponse.headers?.['content-length'] === undefined) {
      response.end(content);
    }
  }

  /** With back-pressure; ends when the client disconnects. */
  #sendStream(response: ServerResponse, sending: Sending, zips: boolean): void {
    const {routeResponse, entry} = sending;
    const zipped = {'content-encoding': 'gzip'};
    response.writeHead(entry.status, {
      ...headersOf(sending),
      ...(zips && zipped),
      ...routeResponse.headers,
    });
    const pieces = Readable.from(routeResponse.stream?.() ?? [], {highWaterMark: 1});
    const sent = zips ? pipeline(pieces, createGzip(), response) : pipeline(pieces, response);
    sent.catch(() => {
      entry.abandoned = true;
    });
  }
}

/** A defect of the simulation must not look like an error of Graph. */
function unexpected(error: unknown): GraphError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new GraphError(500, 'SimulatedTenantDefect', text);
}

export function makeServer(given: Omit<ServerOptions, 'connections'>): Server {
  const connections = new TcpConnections();
  const exchanges = new Exchanges({...given, connections});
  const {key, cert} = given.certificate;
  const server = createServer({key, cert, keepAliveTimeout: 60_000}, (request, response) => {
    exchanges.handle(request, response).catch(() => response.destroy());
  });
  return server.on('connection', (socket: Socket) => connections.add(socket));
}
