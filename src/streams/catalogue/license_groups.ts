import {
  GROUP_MEMBER_READ_ALL,
  defineStream,
  licensesOfGroup,
  noCursor,
  tenantWide,
} from '../define-stream';

export default defineStream({
  name: 'license_groups',
  docs: 'https://learn.microsoft.com/graph/api/group-list',
  endpoint: '/groups',
  select: [
    'id',
    'displayName',
    'assignedLicenses',
    'licenseProcessingState',
    'onPremisesSyncEnabled',
    'createdDateTime',
  ],
  subset: {filter: 'assignedLicenses/$count ne 0', what: 'the groups that assign licences'},
  filterOnlyProperty: 'hasMembersWithLicenseErrors',
  pageSizes: [999],
  permissions: [GROUP_MEMBER_READ_ALL],
  licence: 'any',
  clouds: 'all',
  rateLimitScope: 'directory',
  primaryKey: ['id'],
  cursor: noCursor({because: 'a licence that is taken off a group must vanish'}),
  domainFilter: tenantWide({
    because: 'a group belongs to the tenant, and its members can be of any domain',
  }),
  freshness: 'minutes',
  joins: '`groupId` = `assignedByGroup` of `user_licenses`; `skuId` = `skuId` of `subscribed_skus`',
  empty: 'possible',
  expand: licensesOfGroup,
  transform: (row, names) => ({...row, sku_name: names.product(row['skuId'])}),
});
