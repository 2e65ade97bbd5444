/**
 * Whether sign-in dates are those by which Graph filtered: it has been seen to leave them out of the
 * very rows that a filter on them found. Taken for nulls they would replace dates that are known.
 */
import {IdSet} from '../id-set';
import type {IsSound} from '../list-pages';
import type {Transform, TransformedRow} from '../transform';

export class SignInDates {
  /** Fields whose passes have ended. */
  readonly passed: string[] = [];
  /** Users who signed in since the bound and came without the date of it. */
  private readonly withoutDate = new IdSet();

  /** @param bound since which the passes list sign-ins, in epoch milliseconds. */
  constructor(
    private readonly transform: Transform,
    private readonly bound: number,
  ) {}

  /** Whether the row has what an earlier pass listed users for. */
  areThoseOfEarlierPass(row: TransformedRow): boolean {
    return this.passed.some((field) => this.isSinceBound(row[field]));
  }

  /** @param isWritten whether a row would be written, by its other fields. */
  match(field: string, isWritten: (row: TransformedRow) => boolean): IsSound {
    return ({rows}) => {
      const lacking = rows
        .map(this.transform)
        .filter((row) => isWritten(row) && !this.isSinceBound(row[field]));
      for (const {id} of lacking) this.withoutDate.add(id);
      return lacking.length === 0;
    };
  }

  /** Whether a page has a date of every user who came without one before. */
  readonly areKnown: IsSound = ({rows}) =>
    rows.map(this.transform).every((row) => !this.withoutDate.has(row.id) || hasDate(row));

  private isSinceBound(date: unknown): boolean {
    return Date.parse(String(date)) >= this.bound;
  }
}

function hasDate(row: TransformedRow): boolean {
  return row['lastSignInDateTime'] !== null || row['lastNonInteractiveSignInDateTime'] !== null;
}
