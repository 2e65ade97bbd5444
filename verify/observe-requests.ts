/**
 * Loaded into the connector's process before the connector (`node --require`): writes the shape of
 * every request and its answer to the file in VERIFY_EXCHANGES, a line of JSON each. It only
 * watches; what passes is not changed.
 */
import {subscribe} from 'node:diagnostics_channel';
import {appendFileSync} from 'node:fs';
import type {ClientRequest, IncomingMessage} from 'node:http';
import {exchangeOf} from './exchange';

interface Finished {
  request: ClientRequest;
  response: IncomingMessage;
}

const file = process.env['VERIFY_EXCHANGES'];
const hosts = {
  graph: process.env['VERIFY_GRAPH_HOST'] ?? '',
  login: process.env['VERIFY_LOGIN_HOST'] ?? '',
};
const started = new WeakMap<ClientRequest, number>();

function urlOf(request: ClientRequest): URL {
  return new URL(request.path, `${request.protocol}//${String(request.getHeader('host'))}`);
}

/** Chunks pass `push` whichever way the body is read. */
function collect(response: IncomingMessage, onEnd: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const push = response.push.bind(response);
  response.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    if (chunk === null) onEnd(Buffer.concat(chunks));
    return push(chunk, encoding);
  };
}

function watch({request, response}: Finished): void {
  const startedAt = started.get(request) ?? Date.now();
  collect(response, (body) => {
    const {method} = request;
    const {headers, statusCode: status = 0} = response;
    const milliseconds = Date.now() - startedAt;
    const raw = {method, url: urlOf(request), status, headers, body, milliseconds};
    appendFileSync(file!, `${JSON.stringify(exchangeOf(raw, hosts))}\n`);
  });
}

if (file !== undefined) {
  subscribe('http.client.request.start', (message) => {
    started.set((message as Finished).request, Date.now());
  });
  subscribe('http.client.response.finish', (message) => watch(message as Finished));
}
