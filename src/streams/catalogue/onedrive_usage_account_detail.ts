import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'onedrive_usage_account_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getonedriveusageaccountdetail',
  endpoint: '/reports/getOneDriveUsageAccountDetail',
  takes: 'period or date',
  naturalKey: [['siteId', 'ownerPrincipalName']],
  domainFilter: byUserPrincipalName('ownerPrincipalName', {because: 'a report is one file'}),
});
