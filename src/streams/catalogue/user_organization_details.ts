import {USER_READ_ALL, byUserPrincipalName, defineStream, deltaLink} from '../define-stream';

export default defineStream({
  name: 'user_organization_details',
  docs: 'https://learn.microsoft.com/graph/api/resources/user',
  endpoint: '/users',
  select: 'schema',
  relationship: {name: 'manager', field: 'manager_id'},
  pageSizes: [999],
  permissions: [USER_READ_ALL],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: deltaLink({
    endpoint: '/users/delta',
    deletedItems: '/directory/deletedItems/microsoft.graph.user',
  }),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  freshness: 'minutes, up to an hour',
  joins: '`id` = `id` of `users`; `manager_id` = `id` of `users`, for the manager',
  empty: 'impossible',
});
