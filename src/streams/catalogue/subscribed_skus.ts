import {
  LICENSE_ASSIGNMENT_READ_ALL,
  changeDetection,
  defineStream,
  tenantWide,
  withPlanNames,
} from '../define-stream';

export default defineStream({
  name: 'subscribed_skus',
  docs: 'https://learn.microsoft.com/graph/api/subscribedsku-list',
  endpoint: '/subscribedSkus',
  select: 'none',
  pageSizes: [],
  permissions: [LICENSE_ASSIGNMENT_READ_ALL],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: changeDetection(),
  domainFilter: tenantWide({because: 'a licence belongs to the whole tenant, not to a domain'}),
  freshness: 'minutes',
  joins:
    '`skuId` = `skuId` of `user_licenses`, and of `assignedLicenses` in `users`; `subscriptionIds` = `id` of `directory_subscriptions`',
  empty: 'possible',
  transform: (row, names) => ({
    ...row,
    sku_name: names.product(row['skuId'], row['skuPartNumber']),
    servicePlans: withPlanNames(row['servicePlans'], names),
  }),
});
