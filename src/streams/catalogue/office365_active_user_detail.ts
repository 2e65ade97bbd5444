import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'office365_active_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail',
  endpoint: '/reports/getOffice365ActiveUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
