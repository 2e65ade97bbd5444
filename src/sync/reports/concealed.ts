/** What is said of concealed names, in a check and in a read. */

/** Nothing takes effect sooner. */
export const NAMES_TAKE_TIME = 'New reports have the names after up to two days.';

export const SHOW_NAMES =
  'An administrator can show the names in the Microsoft 365 admin center under Settings > ' +
  'Org settings > Services > Reports: clear "Display concealed user, group, and site names in all ' +
  `reports" (docs/setup.md, section 8). ${NAMES_TAKE_TIME}`;

/** What concealed names mean to who named domains. */
export const NO_MATCH = 'so the rows cannot be matched with the configured domains';

export const OR_EVERYONE = 'Or set domains to * to read the reports with concealed names.';
