/** The option --exclude: accounts whose seats are left alone. */
import {dateIn, textIn} from './cells';
import {cellError, readListFile} from './list-file';
import type {ListFile, ListRow} from './list-file';

export interface ExcludedAccount {
  line: number;
  user_principal_name: string | null;
  user_id: string | null;
  why: string | null;
  /** The last day; null for good. */
  until: string | null;
}

const COLUMNS = ['user_principal_name', 'user_id', 'why', 'until'];

/** @throws ReportError that names file, line and column. */
export function readExcludedAccounts(path: string): ExcludedAccount[] {
  const file = readListFile(path, COLUMNS);
  return file.rows.map((row) => accountIn(file, row));
}

function accountIn(file: ListFile, row: ListRow): ExcludedAccount {
  const user_principal_name = textIn(row, 'user_principal_name');
  const user_id = textIn(row, 'user_id');
  if (user_principal_name === null && user_id === null) {
    throw cellError(file, row, 'no account. Fill in user_principal_name or user_id.');
  }
  const why = textIn(row, 'why');
  return {line: row.line, user_principal_name, user_id, why, until: dateIn(file, row, 'until')};
}
