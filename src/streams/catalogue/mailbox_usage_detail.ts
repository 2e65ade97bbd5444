import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'mailbox_usage_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail',
  endpoint: '/reports/getMailboxUsageDetail',
  takes: 'period',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
