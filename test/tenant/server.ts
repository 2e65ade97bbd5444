/** The HTTPS server: logs each request, lets faults strike, authorises, routes and serialises. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import {gzipSync} from 'node:zlib';
import type {Certificate} from './certificate';
import {strike} from './faults';
import type {Faults} from './faults';
import {errorBody, GraphError} from './graph-errors';
import type {RequestIds} from './graph-errors';
import {PageCache} from './page-cache';
import {logEntry} from './request-log';
import type {RequestLogEntry} from './request-log';
import {findRoute, requireRole, unknownPath} from './router';
import type {Answer, Call, Route} from './router';
import type {TenantCore} from './tenant-core';

export interface ServerOptions {
  certificate: Certificate;
  core: () => TenantCore;
  routes: readonly Route[];
  requests: RequestLogEntry[];
  faults: Faults;
  gzip: boolean;
  cachePages: boolean;
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

/** Graph repeats the client's own id where it sent one. */
function idsOf(request: IncomingMessage): RequestIds {
  const requestId = randomUUID();
  const own = request.headers['client-request-id'];
  return {requestId, clientRequestId: typeof own === 'string' ? own : requestId};
}

function toBuffer(body: Answer['body']): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function contentType(body: Answer['body']): string {
  const isText = typeof body === 'string';
  return isText ? 'text/plain' : 'application/json; odata.metadata=minimal; charset=utf-8';
}

class Exchanges {
  readonly #options: ServerOptions;
  readonly #cache: PageCache | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#cache = options.cachePages ? new PageCache() : undefined;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const core = this.#options.core();
    const entry = logEntry(request, core.now());
    this.#options.requests.push(entry);
    const ids = idsOf(request);
    const body = await readBody(request);
    const real = (): Answer => this.#answer(entry, body, ids);
    const send = (answer: Answer): void => this.#send(response, {answer, entry, ids});
    const fault = this.#options.faults.take(entry.rawUrl, entry.method);
    if (!fault) return send(real());
    const {respond} = fault;
    const answer = respond ? (): Answer => ({...respond, body: respond.body ?? ''}) : real;
    strike({fault, response, answer, send});
  }

  #answer(entry: RequestLogEntry, body: string, ids: RequestIds): Answer {
    const core = this.#options.core();
    try {
      return this.#route(core, entry, body);
    } catch (error) {
      const known = error instanceof GraphError ? error : unexpected(error);
      const {status, headers} = known;
      return {status, headers, body: errorBody(known, ids, core.now())};
    }
  }

  #route(tenant: TenantCore, entry: RequestLogEntry, body: string): Answer {
    const {method, path, rawUrl, headers} = entry;
    const {routes} = this.#options;
    const match = findRoute(routes, method, path);
    // Graph looks at the token first, even of a request that leads nowhere.
    const roles = match?.route.public ? [] : tenant.tokens.rolesOf(headers.authorization);
    if (!match) throw unknownPath(routes, path);
    const {route, params} = match;
    if (!route.public) requireRole(route, roles);
    const query = new URLSearchParams(rawUrl.split('?').slice(1).join('?'));
    const call: Call = {tenant, rawUrl, path, query, headers, body, params, roles};
    if (!this.#cache || method !== 'GET' || route.public) return route.handle(call);
    return {body: this.#cache.get(call, () => toBuffer(route.handle(call).body))};
  }

  #send(
    response: ServerResponse,
    {answer, entry, ids}: {answer: Answer; entry: RequestLogEntry; ids: RequestIds},
  ): void {
    if (response.destroyed) return;
    entry.status = answer.status ?? 200;
    const plain = toBuffer(answer.body);
    const zip = this.#options.gzip && /\bgzip\b/.test(String(entry.headers['accept-encoding']));
    const content = zip && plain.length > 0 ? gzipSync(plain) : plain;
    response.writeHead(entry.status, {
      'content-type': contentType(answer.body),
      'content-length': String(content.length),
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      ...(content !== plain && {'content-encoding': 'gzip'}),
      ...answer.headers,
    });
    // With a length announced and nothing to send, somebody else is going to write the body.
    if (content.length > 0 || answer.headers?.['content-length'] === undefined) {
      response.end(content);
    }
  }
}

/** A defect of the simulation itself must not look like an answer of Graph. */
function unexpected(error: unknown): GraphError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new GraphError(500, 'SimulatedTenantDefect', text);
}

export function makeServer(options: ServerOptions): Server {
  const exchanges = new Exchanges(options);
  const {key, cert} = options.certificate;
  return createServer({key, cert, keepAliveTimeout: 60_000}, (request, response) => {
    exchanges.handle(request, response).catch(() => response.destroy());
  });
}
