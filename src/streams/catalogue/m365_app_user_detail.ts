import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'm365_app_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getm365appuserdetail',
  endpoint: '/reports/getM365AppUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
