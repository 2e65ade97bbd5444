/** What a reader has to know to understand the figures. */
import {quoteName, quoteText} from '../database/database';
import type {Database} from '../database/database';
import type {Columns} from '../models';
import type {ReportNote} from '../report-data';

export interface Scope {
  isDemo: boolean;
  /** As the settings have them; `*` for everyone. */
  domains: readonly string[];
  hasPseudonyms: boolean;
}

export async function notesOn(
  database: Database,
  tables: Readonly<Record<string, Columns>>,
  {isDemo, domains, hasPseudonyms}: Scope,
): Promise<ReportNote[]> {
  const notes: ReportNote[] = [];
  if (isDemo) notes.push({kind: 'demo'});
  const streams = await streamsWithConcealedNames(database, tables);
  if (streams.length > 0) notes.push({kind: 'concealed_names', streams});
  if (hasPseudonyms) notes.push({kind: 'pseudonyms'});
  if (!domains.includes('*')) notes.push({kind: 'domains', domains});
  return [...notes, ...(await historyNote(database))];
}

async function streamsWithConcealedNames(
  database: Database,
  tables: Readonly<Record<string, Columns>>,
): Promise<string[]> {
  const questions = Object.entries(tables)
    .filter(([, columns]) => 'names_concealed' in columns)
    .map(
      ([name]) =>
        `SELECT ${quoteText(name)} AS stream WHERE EXISTS` +
        ` (SELECT 1 FROM ${quoteName(name)} WHERE names_concealed)`,
    );
  const rows = await database.rows<{stream: string}>(
    `${questions.join(' UNION ALL ')} ORDER BY stream`,
  );
  return rows.map(({stream}) => stream);
}

async function historyNote(database: Database): Promise<ReportNote[]> {
  const [row] = await database.rows<{days: number; firstDate: string; lastDate: string}>(
    `SELECT CAST(count(DISTINCT as_of_date) AS DOUBLE) AS days,
      CAST(min(as_of_date) AS VARCHAR) AS "firstDate", CAST(max(as_of_date) AS VARCHAR) AS "lastDate"
    FROM m365__seat_history`,
  );
  return row && row.days > 0 ? [{kind: 'history', ...row}] : [];
}
