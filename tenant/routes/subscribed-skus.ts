/** GET /subscribedSkus: one page. */
import {badRequest} from '../graph-errors';
import {readOptions} from '../odata-query';
import type {RouteResponse, RouteRequest, Route} from '../router';

const READERS = [
  'LicenseAssignment.Read.All',
  'Organization.Read.All',
  'Directory.Read.All',
  'Organization.ReadWrite.All',
  'Directory.ReadWrite.All',
];

function listSkus(request: RouteRequest): RouteResponse {
  const {$select} = readOptions(request, ['$select']);
  const skus = request.tenant.skus.list();
  const context = `${request.tenant.url}/v1.0/$metadata#subscribedSkus`;
  if ($select === undefined) return {body: {'@odata.context': context, value: skus}};
  const names = $select.split(',').map((name) => name.trim());
  const value = skus.map((sku) => {
    const known = new Map<string, unknown>(Object.entries(sku));
    const unknown = names.find((name) => !known.has(name));
    if (unknown === undefined)
      return Object.fromEntries(names.map((name) => [name, known.get(name)]));
    throw badRequest(
      `Could not find a property named '${unknown}' on type 'microsoft.graph.subscribedSku'.`,
    );
  });
  return {body: {'@odata.context': `${context}(${names.join(',')})`, value}};
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/subscribedSkus', anyOf: READERS, handle: listSkus},
];
