/** What an injected fault does to a request. */
import type {ServerResponse} from 'node:http';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import type {Fault} from './faults';
import type {RouteResponse} from './router';

export type FaultAction = keyof typeof ACTIONS;

export interface Exchange {
  fault: Fault;
  /** Path and query as sent. */
  rawUrl: string;
  response: ServerResponse;
  /** The fault's own response, else the tenant's. */
  buildResponse: () => RouteResponse;
  send: (response: RouteResponse) => void;
  /** Ends the connection with a TCP reset. */
  reset: () => void;
  /** Closes every connection and refuses new ones until `resumeListening`. */
  stopListening: () => void;
}

const DEFAULT_DELAY_MS = 100;
const DRIP_MS = 10;

/** The whole body, of a streamed response too. */
function wholeBody({body, stream}: RouteResponse): Buffer {
  if (stream) return Buffer.from([...stream()].join(''));
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends status and headers; the caller writes the body. */
function sendHead({send, buildResponse}: Exchange, headers: Record<string, string>): void {
  const {status, headers: own} = buildResponse();
  // An empty body with a content-length: the server writes the headers only.
  send({status, headers: {...own, ...headers}, body: ''});
}

/** Sends half of the body under the content-length of the whole. */
function sendHalf(exchange: Exchange, then: (response: ServerResponse) => void): void {
  const whole = wholeBody(exchange.buildResponse());
  sendHead(exchange, {'content-length': String(whole.length)});
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  exchange.response.write(half, () => then(exchange.response));
}

function drip(exchange: Exchange): void {
  const {response} = exchange;
  const whole = wholeBody(exchange.buildResponse());
  // More than the body has, so that the client always waits for the rest.
  sendHead(exchange, {'content-length': String(whole.length + 1_000_000)});
  response.write(whole);
  const dripping = setInterval(() => response.write(' '), DRIP_MS);
  response.on('close', () => clearInterval(dripping));
}

function cutGzip(exchange: Exchange): void {
  const zipped = gzipSync(wholeBody(exchange.buildResponse()));
  const cut = zipped.subarray(0, zipped.length - 12);
  sendHead(exchange, {'content-encoding': 'gzip', 'content-length': String(cut.length)});
  exchange.response.end(cut);
}

const ENCODERS = {
  'x-gzip': gzipSync,
  deflate: deflateSync,
  /** Without the frame of zlib, as some servers send it under the name `deflate`. */
  'deflate-raw': deflateRawSync,
  br: brotliCompressSync,
  /** Not really: what comes is only as unreadable, with the magic number of Zstandard. */
  zstd: (body: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), deflateRawSync(body)]),
} as const;

export type ContentEncoding = keyof typeof ENCODERS;

function encode(exchange: Exchange): void {
  const {encoding = 'deflate'} = exchange.fault;
  const encoded = ENCODERS[encoding](wholeBody(exchange.buildResponse()));
  const name = encoding.replace('-raw', '');
  sendHead(exchange, {'content-encoding': name, 'content-length': String(encoded.length)});
  exchange.response.end(encoded);
}

/** Says that the body is compressed, and sends none. */
function emptyGzip(exchange: Exchange): void {
  sendHead(exchange, {'content-encoding': 'gzip', 'content-length': '0'});
  exchange.response.end();
}

const ACTIONS = {
  respond: ({buildResponse, send}: Exchange): void => send(buildResponse()),
  alter: ({fault, rawUrl, buildResponse, send}: Exchange): void => {
    const {stream, ...real} = buildResponse();
    const body = wholeBody({...real, ...(stream && {stream})}).toString();
    send({...real, body: Buffer.from(fault.alter?.(body, rawUrl) ?? body)});
  },
  reset: ({reset}: Exchange): void => reset(),
  resetMidway: (exchange: Exchange): void => sendHalf(exchange, exchange.reset),
  refuse: ({stopListening}: Exchange): void => stopListening(),
  hang: (): void => undefined,
  stall: (exchange: Exchange): void => sendHalf(exchange, () => undefined),
  drip,
  delay: ({fault, buildResponse, send}: Exchange): void => {
    setTimeout(() => send(buildResponse()), fault.delayMs ?? DEFAULT_DELAY_MS).unref();
  },
  cutBody: (exchange: Exchange): void => {
    sendHalf(exchange, (response) => void response.destroy());
  },
  cutGzip,
  encode,
  emptyGzip,
  /** To the same place, by a relative link. */
  redirect: ({rawUrl, send}: Exchange): void =>
    send({status: 307, headers: {location: rawUrl}, body: ''}),
};

export function applyFault(exchange: Exchange): void {
  const {action, alter} = exchange.fault;
  ACTIONS[action ?? (alter ? 'alter' : 'respond')](exchange);
}
