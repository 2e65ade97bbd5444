/** What is kept of a request and its answer: shapes and counts, nothing that belongs to a person. */
import {brotliDecompressSync, gunzipSync, inflateSync} from 'node:zlib';
import {isJsonObject} from '../src/airbyte/messages';
import {endpointTemplate, queryTemplate, withoutIds} from './endpoint-template';
import {addShapes} from './property-shapes';
import type {PropertyShapes} from './property-shapes';

export interface RawExchange {
  method: string;
  url: URL;
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came, still compressed. */
  body: Buffer;
  /** From the request to the end of the body. */
  milliseconds: number;
}

export interface CsvShape {
  columns: string[];
  lines: number;
  hasByteOrderMark: boolean;
  endsWithLineBreak: boolean;
}

export interface Exchange {
  /** `download` where a report is fetched from an address of the service. */
  kind: 'login' | 'graph' | 'download';
  method: string;
  endpoint: string;
  query: string[];
  status: number;
  milliseconds: number;
  /** Graph's or the login service's error code. */
  code?: string;
  /** Those that tell of limits. */
  headers: Record<string, string>;
  /** Of a page of a list. */
  rows?: number;
  next?: 'page' | 'delta' | 'none';
  properties?: PropertyShapes;
  csv?: CsvShape;
}

const LIMIT_HEADERS = /^(?:retry-after|ratelimit-|x-ms-throttle|x-ms-retry|x-ms-resource-unit)/;
const CODE = /^[A-Za-z_.]{1,60}$/;
const USUAL_COLUMN = /^[\w ().,/+&-]{1,60}$/;
const MAX_COLUMNS = 200;

export interface Hosts {
  graph: string;
  login: string;
}

/** @param hosts those of the settings; any other one is a download. */
export function exchangeOf(raw: RawExchange, hosts: Hosts): Exchange {
  const {method, url, status, milliseconds} = raw;
  const kind = kindOf(url, hosts);
  const endpoint = kind === 'download' ? url.host : endpointTemplate(url.pathname);
  const query = kind === 'download' ? [] : queryTemplate(url.searchParams);
  const base = {kind, method, endpoint, query, status, milliseconds, headers: limits(raw)};
  if (kind === 'login') return {...base, ...errorCode(parsed(raw))};
  return {...base, ...contentOf(raw)};
}

function kindOf({host, pathname}: URL, hosts: Hosts): Exchange['kind'] {
  if (host === hosts.graph && /^\/(?:v1\.0|beta)\//.test(pathname)) return 'graph';
  return host === hosts.login ? 'login' : 'download';
}

function limits({headers}: RawExchange): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => LIMIT_HEADERS.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutIds(String(value))]));
}

function contentOf(raw: RawExchange): Partial<Exchange> {
  const body = parsed(raw);
  if (raw.status >= 400) return errorCode(body);
  if (typeof body === 'string') return body === '' || isCount(raw) ? {} : {csv: csvShape(body)};
  if (!isJsonObject(body)) return {};
  return listShape(body);
}

/** The number of objects in a list comes as a text, too, and is no report. */
function isCount({url}: RawExchange): boolean {
  return url.pathname.endsWith('/$count');
}

function parsed(raw: RawExchange): unknown {
  const text = decompressed(raw).toString('utf8');
  const isJson = String(raw.headers['content-type']).includes('json');
  if (!isJson) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const DECOMPRESSIONS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** A body that was cut off is none. */
function decompressed({headers, body}: RawExchange): Buffer {
  try {
    return DECOMPRESSIONS[String(headers['content-encoding'])]?.(body) ?? body;
  } catch {
    return Buffer.alloc(0);
  }
}

function errorCode(body: unknown): {code?: string} {
  const error = isJsonObject(body) ? body['error'] : undefined;
  const code = isJsonObject(error) ? error['code'] : error;
  if (typeof code !== 'string') return {};
  return {code: CODE.test(code) ? code : '{unusual code}'};
}

function listShape(body: Record<string, unknown>): Partial<Exchange> {
  const {value} = body;
  const properties: PropertyShapes = {};
  if (!Array.isArray(value)) {
    addShapes(properties, body);
    return {properties};
  }
  for (const item of value) addShapes(properties, item);
  const next = '@odata.nextLink' in body ? 'page' : '@odata.deltaLink' in body ? 'delta' : 'none';
  return {rows: value.length, next, properties};
}

function columnName(text: string): string {
  const name = text.replaceAll('"', '').trim();
  return USUAL_COLUMN.test(name) ? name : '{unusual name}';
}

function csvShape(text: string): CsvShape {
  const content = text.replace(/^\ufeff/, '');
  const [header = ''] = content.split(/\r?\n/, 1);
  return {
    columns: header.split(',').slice(0, MAX_COLUMNS).map(columnName),
    lines: content.split(/\r?\n/).filter((line) => line !== '').length,
    hasByteOrderMark: content !== text,
    endsWithLineBreak: /\n$/.test(text),
  };
}
