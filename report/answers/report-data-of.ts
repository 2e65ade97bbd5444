/** Everything that the page is made from. */
import type {SyncResult} from '../connector/sync';
import type {Database} from '../database/database';
import type {OwnLists} from '../lists/own-tables';
import {martsResting, tablesToRead} from '../models';
import type {CompiledModels} from '../models';
import type {ReportData} from '../report-data';
import {notesOn} from './notes';
import type {Scope} from './notes';
import {readMarts} from './read-marts';
import {readSums} from './read-sums';

interface Origins {
  models: CompiledModels;
  lists: OwnLists;
  leftOut: SyncResult['leftOut'];
  scope: Scope;
  /** Epoch milliseconds. */
  now: number;
}

/** @param database with the models built. */
export async function reportDataOf(
  database: Database,
  {models, lists, leftOut, scope, now}: Origins,
): Promise<ReportData> {
  const [settings] = await database.rows<{
    asOfDate: string | null;
    inactiveDays: number;
    newSeatGraceDays: number;
  }>(
    `SELECT CAST(as_of_date AS VARCHAR) AS "asOfDate", CAST(inactive_days AS DOUBLE) AS "inactiveDays",
      CAST(new_seat_grace_days AS DOUBLE) AS "newSeatGraceDays" FROM int_m365__as_of`,
  );
  if (!settings) throw new Error('int_m365__as_of has no row.');
  const {asOfDate, ...days} = settings;
  return {
    asOfDate,
    generatedAt: new Date(now).toISOString(),
    settings: {
      ...days,
      hasPrices: lists.prices.length > 0,
      currency: lists.prices[0]?.currency ?? null,
      excludedAccounts: lists.excludedAccounts.length,
    },
    unread: leftOut.map((one) => ({...one, marts: martsResting(one.stream, models)})),
    notes: await notesOn(database, tablesToRead(models), scope),
    marts: await readMarts(database),
    sums: await readSums(database),
  };
}
