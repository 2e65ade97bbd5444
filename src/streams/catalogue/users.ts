import {
  USER_READ_ALL,
  byUserPrincipalName,
  defineStream,
  deltaLink,
  objectType,
} from '../define-stream';

export default defineStream({
  name: 'users',
  docs: 'https://learn.microsoft.com/graph/api/user-list',
  endpoint: '/users',
  select: 'schema',
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
  lanes: {field: 'userPrincipalName', changes: '/users/delta'},
  freshness: 'minutes, up to an hour',
  joins:
    '`id` = `id` of `user_organization_details`, `sign_in_activity` and `user_registration_details`, `userId` of `user_licenses`',
  empty: 'impossible',
  derived: {object_type: {from: '@odata.type', by: objectType}},
});
