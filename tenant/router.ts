/**
 * Finds the route of a request. Each Graph area is a file in routes/ that exports its `routes`; the
 * folder is scanned, so a new area is a new file.
 */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {IncomingHttpHeaders} from 'node:http';
import {requestDenied, unknownSegment} from './graph-errors';
import type {GraphError} from './graph-errors';
import type {TenantCore} from './tenant-core';

export interface RouteRequest {
  readonly tenant: TenantCore;
  /** Path and query as sent. */
  readonly rawUrl: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The values of the `:name` segments. */
  readonly params: Readonly<Record<string, string>>;
  /** The roles in the presented token; none on a public route. */
  readonly roles: readonly string[];
}

export interface RouteResponse {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body: object | string | Buffer;
  /** Without the `request-id` that Microsoft sends with every answer. */
  byIntermediary?: boolean;
  /** In place of the body: text generated while it is sent. */
  stream?: () => Iterable<string>;
}

export interface Route {
  method: 'GET' | 'POST';
  /** A segment that starts with a colon stands for any value. */
  path: string;
  /** Needs no token, as on the login host. */
  public?: boolean;
  /** One of these roles is required: all that Graph lists for the endpoint. */
  anyOf?: readonly string[];
  denied?: () => GraphError;
  /** Never cached: the response depends on more than the directory. */
  uncached?: true;
  handle(request: RouteRequest): RouteResponse;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

export function hasRole(request: {roles: readonly string[]}, anyOf: readonly string[]): boolean {
  return anyOf.some((name) => request.roles.includes(name));
}

export function requireRole(route: Route, roles: readonly string[]): void {
  if (route.anyOf && !hasRole({roles}, route.anyOf)) throw (route.denied ?? requestDenied)();
}

export async function loadRoutes(): Promise<Route[]> {
  const folder = join(__dirname, 'routes');
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.js$/.test(name));
  const modules = await Promise.all(
    files.map((name) => import(join(folder, name)) as Promise<{routes: Route[]}>),
  );
  return modules.flatMap((module) => module.routes);
}

function split(path: string): string[] {
  return path.split('/').slice(1);
}

/** How many leading segments match the route, and the values of its parameters. */
function compare(route: Route, segments: readonly string[]): [number, Record<string, string>] {
  const params: Record<string, string> = {};
  const pattern = split(route.path);
  let known = 0;
  while (known < segments.length && known < pattern.length) {
    const wanted = pattern[known] ?? '';
    const given = segments[known] ?? '';
    if (wanted.startsWith(':')) params[wanted.slice(1)] = given;
    else if (wanted !== given) break;
    known += 1;
  }
  return [known, params];
}

export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | undefined {
  const segments = split(path);
  for (const route of routes) {
    const [known, params] = compare(route, segments);
    const isWhole = known === segments.length && known === split(route.path).length;
    if (isWhole && route.method === method) return {route, params};
  }
  return undefined;
}

/** Graph's error names the first unknown segment. */
export function unknownPath(routes: readonly Route[], path: string): GraphError {
  const segments = split(path);
  const graphRoutes = routes.filter((route) => !route.path.startsWith('/:'));
  const furthest = Math.max(...graphRoutes.map((route) => compare(route, segments)[0]));
  return unknownSegment(segments[Math.min(furthest, segments.length - 1)] ?? '');
}
