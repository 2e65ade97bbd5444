import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'yammer_groups_activity_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getyammergroupsactivitydetail',
  endpoint: '/reports/getYammerGroupsActivityDetail',
  takes: 'period or date',
  naturalKey: ['groupDisplayName'],
  domainFilter: byUserPrincipalName('ownerPrincipalName', {because: 'a report is one file'}),
});
