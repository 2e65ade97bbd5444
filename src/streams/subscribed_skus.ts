import {
  LICENSE_ASSIGNMENT_READ_ALL,
  changeDetection,
  defineStream,
  tenantWide,
} from '../sync/define-stream';

export default defineStream({
  name: 'subscribed_skus',
  docs: 'https://learn.microsoft.com/graph/api/subscribedsku-list',
  endpoint: '/subscribedSkus',
  select: 'none',
  pageSizes: [],
  permissions: [LICENSE_ASSIGNMENT_READ_ALL],
  licence: 'any',
  limits: 'directory',
  primaryKey: ['id'],
  cursor: changeDetection(),
  domainFilter: tenantWide({because: 'a licence belongs to the whole tenant, not to a domain'}),
  empty: 'possible',
});
