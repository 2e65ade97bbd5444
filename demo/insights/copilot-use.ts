import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';
import {latestSnapshot} from './latest-snapshot';

const DAYS = 30;
const DAY_MS = 86_400_000;

const APPS: readonly (readonly [title: string, field: string])[] = [
  ['Chat', 'copilotChatLastActivityDate'],
  ['Teams', 'microsoftTeamsCopilotLastActivityDate'],
  ['Outlook', 'outlookCopilotLastActivityDate'],
  ['Word', 'wordCopilotLastActivityDate'],
  ['Excel', 'excelCopilotLastActivityDate'],
  ['PowerPoint', 'powerPointCopilotLastActivityDate'],
  ['OneNote', 'oneNoteCopilotLastActivityDate'],
  ['Loop', 'loopCopilotLastActivityDate'],
  ['Anywhere', 'lastActivityDate'],
];

/** Where the holders of a Copilot licence used it. */
export function copilotUse(tables: Tables): Table | undefined {
  const holders = latestSnapshot(tables, 'copilot_usage_user_detail');
  if (holders.length === 0) return undefined;
  return {
    title: `Copilot, used by its ${formatNumber(holders.length)} licence holders in ${DAYS} days`,
    columns: [{title: 'in', align: 'left'}, {title: 'users'}, {title: 'share'}],
    rows: APPS.map(([title, field]) => {
      const active = holders.filter((row) => isRecent(row, field)).length;
      return [title, formatNumber(active), `${((active / holders.length) * 100).toFixed(0)} %`];
    }),
    notes: ['From copilot_usage_user_detail, counted back from its refresh date.'],
  };
}

function isRecent(row: Row, field: string): boolean {
  const refreshed = Date.parse(String(row['reportRefreshDate']));
  return refreshed - Date.parse(String(row[field])) < DAYS * DAY_MS;
}
