import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'email_app_usage_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getemailappusageuserdetail',
  endpoint: '/reports/getEmailAppUsageUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
