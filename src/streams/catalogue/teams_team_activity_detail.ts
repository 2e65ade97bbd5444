import {defineReport, tenantWide} from '../define-stream';

export default defineReport({
  name: 'teams_team_activity_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getteamsteamactivitydetail',
  endpoint: '/reports/getTeamsTeamActivityDetail',
  takes: 'period or date',
  naturalKey: [['teamId', 'teamName']],
  domainFilter: tenantWide({because: 'the report names teams and no people'}),
  joins:
    '`teamId` = `groupId` of `office365_groups_activity_detail`, where that file has the column',
});
