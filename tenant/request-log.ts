/** What was asked of the tenant, for tests that look at the requests and not at the code. */
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
  /** What was answered; 0 while unanswered, and for ever when the connection was cut instead. */
  status: number;
  /** When it came, by the tenant's clock. */
  at: number;
  /** The client hung up before a streamed answer was through. */
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
