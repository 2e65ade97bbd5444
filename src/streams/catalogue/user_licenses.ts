import {
  USER_READ_ALL,
  byUserPrincipalName,
  defineStream,
  licenseRowId,
  licensesOfUser,
  noCursor,
} from '../define-stream';

export default defineStream({
  name: 'user_licenses',
  docs: 'https://learn.microsoft.com/graph/api/resources/licenseassignmentstate',
  endpoint: '/users',
  select: ['id', 'userPrincipalName', 'assignedLicenses', 'licenseAssignmentStates'],
  pageSizes: [999],
  permissions: [USER_READ_ALL],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: noCursor({
    because:
      'a licence that is taken away must vanish, and the service reports no changes of licences',
  }),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  lanes: {field: 'userPrincipalName', changes: '/users/delta'},
  freshness: 'minutes, up to an hour',
  joins:
    '`userId` = `id` of `users`; `skuId` = `skuId` of `subscribed_skus`; `assignedByGroup` = `groupId` of `license_groups`',
  empty: 'possible',
  expand: licensesOfUser,
  rowId: licenseRowId,
  transform: (row, names) => ({
    ...row,
    skuPartNumber: names.skuPartNumber(row['skuId']),
    sku_name: names.product(row['skuId']),
  }),
});
