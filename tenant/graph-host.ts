/** Request handler of the Graph and login hosts: authorisation, routing, page cache. */
import {PageCache} from './page-cache';
import type {RequestLogEntry} from './request-log';
import {findRoute, requireRole, unknownPath} from './router';
import type {RouteResponse, RouteRequest, Route} from './router';
import {toBuffer} from './server';
import type {RequestHandler} from './server';
import type {TenantCore} from './tenant-core';

function authorizeRequest(
  {tenant, routes}: {tenant: TenantCore; routes: readonly Route[]},
  entry: RequestLogEntry,
  body: string,
): {route: Route; request: RouteRequest} {
  const {method, path, rawUrl, headers} = entry;
  const match = findRoute(routes, method, path);
  // Graph checks the token first, even for an unknown path.
  const roles = match?.route.public ? [] : tenant.tokens.rolesOf(headers.authorization);
  if (!match) throw unknownPath(routes, path);
  const {route, params} = match;
  if (!route.public) requireRole(route, roles);
  const query = new URLSearchParams(rawUrl.split('?').slice(1).join('?'));
  return {route, request: {tenant, rawUrl, path, query, headers, body, params, roles}};
}

export function graphHost(routes: readonly Route[], cachePages: boolean): RequestHandler {
  const cache = cachePages ? new PageCache() : undefined;
  return (tenant, entry, body): RouteResponse => {
    const {route, request} = authorizeRequest({tenant, routes}, entry, body);
    const isKept = entry.method === 'GET' && !route.public && !route.uncached;
    if (!cache || !isKept) return route.handle(request);
    return {body: cache.get(request, () => toBuffer(route.handle(request).body))};
  };
}
