/** GET /directory/subscriptions: one page. */
import {readOptions} from '../odata-query';
import type {RouteResponse, RouteRequest, Route} from '../router';

function listSubscriptions(request: RouteRequest): RouteResponse {
  readOptions(request, []);
  const context = `${request.tenant.url}/v1.0/$metadata#directory/subscriptions`;
  return {body: {'@odata.context': context, value: request.tenant.subscriptions.list()}};
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/v1.0/directory/subscriptions',
    anyOf: ['Organization.Read.All', 'Directory.Read.All', 'Organization.ReadWrite.All'],
    // Changes without a new version of the directory or the SKUs.
    uncached: true,
    handle: listSubscriptions,
  },
];
