import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'teams_user_activity_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getteamsuseractivityuserdetail',
  endpoint: '/reports/getTeamsUserActivityUserDetail',
  takes: 'period or date',
  naturalKey: ['userPrincipalName'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
  joins: '`userId` = `id` of `users`, where names are shown',
});
