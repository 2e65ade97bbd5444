import {
  ORGANIZATION_READ_ALL_OR_USERS,
  changeDetection,
  defineStream,
  tenantWide,
} from '../define-stream';

export default defineStream({
  name: 'organization',
  docs: 'https://learn.microsoft.com/graph/api/organization-list',
  endpoint: '/organization',
  select: 'none',
  pageSizes: [],
  permissions: [ORGANIZATION_READ_ALL_OR_USERS],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: changeDetection(),
  domainFilter: tenantWide({because: 'it is the tenant itself'}),
  freshness: 'minutes',
  joins: 'one row; `id` is the tenant id that begins the `id` of `subscribed_skus`',
  empty: 'impossible',
});
