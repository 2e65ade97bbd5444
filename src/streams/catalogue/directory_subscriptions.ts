import {
  ORGANIZATION_READ_ALL,
  changeDetection,
  defineStream,
  tenantWide,
  withPlanNames,
} from '../define-stream';

export default defineStream({
  name: 'directory_subscriptions',
  docs: 'https://learn.microsoft.com/graph/api/directory-list-subscriptions',
  endpoint: '/directory/subscriptions',
  select: 'none',
  pageSizes: [],
  permissions: [ORGANIZATION_READ_ALL],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: changeDetection(),
  domainFilter: tenantWide({because: 'a subscription belongs to the tenant, not to a domain'}),
  freshness: 'minutes',
  joins: '`skuId`, or `id` = one of `subscriptionIds`, of `subscribed_skus`',
  empty: 'possible',
  transform: (row, names) => ({
    ...row,
    sku_name: names.product(row['skuId'], row['skuPartNumber']),
    serviceStatus: withPlanNames(row['serviceStatus'], names),
  }),
});
