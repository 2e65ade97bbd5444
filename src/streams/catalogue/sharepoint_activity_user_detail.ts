import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'sharepoint_activity_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getsharepointactivityuserdetail',
  endpoint: '/reports/getSharePointActivityUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
