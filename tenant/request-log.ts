/** The requests that the tenant received, for tests that assert on requests. */
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';

export interface RequestLogEntry {
  method: string;
  /** Path and query as sent. */
  rawUrl: string;
  /** Path without the query, decoded. */
  path: string;
  /** Decoded; a name that came twice keeps its last value. */
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** Status of the response; 0 until then, and for good where the connection was cut. */
  status: number;
  /** Time of arrival by the tenant's clock. */
  at: number;
  /** The client closed the connection before a streamed response was complete. */
  abandoned?: true;
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}

export function logEntry(request: IncomingMessage, at: number): RequestLogEntry {
  const rawUrl = request.url ?? '/';
  const [rawPath = '/', ...rest] = rawUrl.split('?');
  return {
    method: request.method ?? 'GET',
    rawUrl,
    path: decodePath(rawPath),
    query: Object.fromEntries(new URLSearchParams(rest.join('?'))),
    headers: request.headers,
    status: 0,
    at,
  };
}
