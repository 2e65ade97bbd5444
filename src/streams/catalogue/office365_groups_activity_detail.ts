import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'office365_groups_activity_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getoffice365groupsactivitydetail',
  endpoint: '/reports/getOffice365GroupsActivityDetail',
  takes: 'period or date',
  naturalKey: [['groupId', 'groupDisplayName']],
  domainFilter: byUserPrincipalName('ownerPrincipalName', {because: 'a report is one file'}),
  joins: '`groupId` = `teamId` of `teams_team_activity_detail`, where the file has that column',
});
