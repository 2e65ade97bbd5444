import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'yammer_device_usage_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getyammerdeviceusageuserdetail',
  endpoint: '/reports/getYammerDeviceUsageUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
