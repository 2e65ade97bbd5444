import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'teams_device_usage_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getteamsdeviceusageuserdetail',
  endpoint: '/reports/getTeamsDeviceUsageUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
  joins: '`userId` = `id` of `users`, where the file has that column',
});
