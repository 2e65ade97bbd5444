/** GET /directory/subscriptions: one answer, no paging. */
import {readOptions} from '../odata-query';
import type {Answer, Call, Route} from '../router';

function listSubscriptions(call: Call): Answer {
  readOptions(call, []);
  const context = `${call.tenant.url}/v1.0/$metadata#directory/subscriptions`;
  return {body: {'@odata.context': context, value: call.tenant.subscriptions.list()}};
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/v1.0/directory/subscriptions',
    anyOf: ['Organization.Read.All', 'Directory.Read.All', 'Organization.ReadWrite.All'],
    // It can change without the directory or the SKUs.
    uncached: true,
    handle: listSubscriptions,
  },
];
