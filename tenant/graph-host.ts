/** What the Graph and login hosts answer: authorises, routes, and keeps pages where told to. */
import {PageCache} from './page-cache';
import type {RequestLogEntry} from './request-log';
import {findRoute, requireRole, unknownPath} from './router';
import type {Answer, Call, Route} from './router';
import {toBuffer} from './server';
import type {AnswerRequest} from './server';
import type {TenantCore} from './tenant-core';

function openCall(
  {tenant, routes}: {tenant: TenantCore; routes: readonly Route[]},
  entry: RequestLogEntry,
  body: string,
): {route: Route; call: Call} {
  const {method, path, rawUrl, headers} = entry;
  const match = findRoute(routes, method, path);
  // Graph looks at the token first, even of a request that leads nowhere.
  const roles = match?.route.public ? [] : tenant.tokens.rolesOf(headers.authorization);
  if (!match) throw unknownPath(routes, path);
  const {route, params} = match;
  if (!route.public) requireRole(route, roles);
  const query = new URLSearchParams(rawUrl.split('?').slice(1).join('?'));
  return {route, call: {tenant, rawUrl, path, query, headers, body, params, roles}};
}

export function graphHost(routes: readonly Route[], cachePages: boolean): AnswerRequest {
  const cache = cachePages ? new PageCache() : undefined;
  return (tenant, entry, body): Answer => {
    const {route, call} = openCall({tenant, routes}, entry, body);
    const isKept = entry.method === 'GET' && !route.public && !route.uncached;
    if (!cache || !isKept) return route.handle(call);
    return {body: cache.get(call, () => toBuffer(route.handle(call).body))};
  };
}
