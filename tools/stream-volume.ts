import type {StreamDefinition} from '../src/streams/stream';

const USERS = 10_000;
const DAYS = 365;

/** Assumptions about a tenant; they stand in the text where they are used. */
const CHANGED_A_DAY = 0.005;
const SIGNED_IN_WITHIN_THREE_DAYS = 0.8;
const ACTIVE_A_DAY = 0.6;
const LICENCES_A_USER = 2;

/** A day is read when it is new and on the two days after. */
const READS_OF_A_DAY = 3;

/** What a daily sync in the recommended mode writes in a year. */
export function describeVolume({cursor, name}: StreamDefinition): string {
  switch (cursor.kind) {
    case 'change_detection':
      return 'a few hundred';
    case 'delta_link':
      return `${thousands(USERS * (1 + CHANGED_A_DAY * DAYS))}, if one user in 200 changes a day`;
    case 'sign_in_passes':
      return `${thousands(USERS * SIGNED_IN_WITHIN_THREE_DAYS * DAYS)}, if four in five sign in within three days`;
    case 'full_scan':
      return `${thousands(USERS * DAYS)}; deduplicated, ${thousands(USERS)}`;
    case 'report_snapshot':
      return `${thousands(USERS * DAYS)}, if the report has 10,000 rows and there is a snapshot of every day`;
    case 'daily_slices':
      return (
        `${thousands(USERS * ACTIVE_A_DAY * DAYS * READS_OF_A_DAY)}, if three in five are active on a ` +
        `day; deduplicated, ${thousands(USERS * ACTIVE_A_DAY * DAYS)}`
      );
    case 'none':
      return `${thousands(USERS * LICENCES_A_USER)} at a time, at two licences a user (${name} replaces its rows)`;
  }
}

function thousands(count: number): string {
  return `about ${Math.round(count).toLocaleString('en')}`;
}
