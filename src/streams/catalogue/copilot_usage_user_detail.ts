import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'copilot_usage_user_detail',
  docs: 'https://learn.microsoft.com/microsoft-365/copilot/extensibility/api/admin-settings/reports/copilotreportroot-getmicrosoft365copilotusageuserdetail',
  endpoint: '/copilot/reports/getMicrosoft365CopilotUsageUserDetail',
  takes: 'period',
  newerVersion: {name: 'v2', periods: {D30: 'D28'}},
  clouds: 'global',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
  licence: 'Microsoft 365 Copilot',
  freshness: 'up to 72 hours; the refresh date names the day',
});
