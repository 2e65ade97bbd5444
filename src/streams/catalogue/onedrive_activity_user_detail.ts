import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'onedrive_activity_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getonedriveactivityuserdetail',
  endpoint: '/reports/getOneDriveActivityUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
