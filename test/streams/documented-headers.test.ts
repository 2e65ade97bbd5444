/** The headers that Microsoft's pages give for reports, as of November 2026: every column is a field. */
import {matchColumns} from '../../src/streams/report-columns';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';

let streams: Map<string, Stream>;
beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

const COPILOT =
  'Report Refresh Date,User Principal Name,Display Name,Last Activity Date,Copilot Chat Last Activity Date,' +
  'Microsoft Teams Copilot Last Activity Date,Word Copilot Last Activity Date,Excel Copilot Last Activity Date,' +
  'PowerPoint Copilot Last Activity Date,Outlook Copilot Last Activity Date,OneNote Copilot Last Activity Date,' +
  'Loop Copilot Last Activity Date,Report Period';
const COPILOT_2 =
  `${COPILOT},Prompts submitted for all apps,Prompts submitted for Copilot Chat (work),` +
  'Prompts submitted for Copilot Chat (web),Active Usage Days for all apps,Copilot Chat (work) Last Activity Date,' +
  'Copilot Chat (web) Last Activity Date,Microsoft 365 Copilot Last Activity Date,Edge Last Activity Date,' +
  'Copilot Agent Last Activity Date';
const TEAM =
  'Report Refresh Date,Team Name,Team Id,Team Type,Last Activity Date,Report Period,Active Users,Active Channels,' +
  'Guests,Reactions,Meetings Organized,Post Messages,Reply Messages,Channel Messages,Urgent Messages,Mentions,' +
  'Active Shared Channels,Active External Users';
const GROUPS =
  'Report Refresh Date,Group Display Name,Is Deleted,Owner Principal Name,Last Activity Date,Group Type,' +
  'Member Count,External Member Count,Exchange Received Email Count,SharePoint Active File Count,' +
  'Yammer Posted Message Count,Yammer Read Message Count,Yammer Liked Message Count,' +
  'Exchange Mailbox Total Item Count,Exchange Mailbox Storage Used (Byte),SharePoint Total File Count,' +
  'SharePoint Site Storage Used (Byte),Report Period';
const YAMMER_GROUPS =
  'Report Refresh Date,Group Display Name,Is Deleted,Owner Principal Name,Last Activity Date,Group Type,' +
  'Office 365 Connected,Member Count,Posted Count,Read Count,Liked Count,Report Period';
const YAMMER_DEVICES =
  'Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Used Web,' +
  'Used Windows Phone,Used Android Phone,Used iPhone,Used iPad,Used Others,Report Period';

test.each([
  ['copilot_usage_user_detail', COPILOT],
  ['copilot_usage_user_detail', COPILOT_2],
  // The service has been seen to write it so.
  ['copilot_usage_user_detail', COPILOT_2.replaceAll('for all apps', 'for All Apps')],
  ['teams_team_activity_detail', TEAM],
  ['teams_team_activity_detail', TEAM.replace('Team Type', 'Team type')],
  ['office365_groups_activity_detail', GROUPS],
  ['office365_groups_activity_detail', `${GROUPS},Group Id`],
  ['yammer_groups_activity_detail', YAMMER_GROUPS],
  ['yammer_groups_activity_detail', `${YAMMER_GROUPS},Network Display Name`],
  ['yammer_device_usage_user_detail', YAMMER_DEVICES],
])('%s has a field for each column of %s', (name, header) => {
  const matched = matchColumns(header.split(','), streams.get(name)!.schema);
  expect(matched.filter(({field}) => field === undefined)).toEqual([]);
  expect(new Set(matched.map(({field}) => field)).size).toBe(matched.length);
});
