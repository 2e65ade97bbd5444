import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'sharepoint_site_usage_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getsharepointsiteusagedetail',
  endpoint: '/reports/getSharePointSiteUsageDetail',
  takes: 'period or date',
  naturalKey: ['siteId'],
  domainFilter: byUserPrincipalName('ownerPrincipalName', {because: 'a report is one file'}),
});
