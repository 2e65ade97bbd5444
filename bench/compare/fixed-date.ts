/**
 * Loaded into a connector before anything else (`node -r`): its date begins at START_DATE_MS and
 * moves on with real time, so that two revisions ask for the same days and the same sign-ins.
 */
import {ownDate} from '../../test/support/own-date';

export const START_DATE = 'START_DATE_MS';

const start = Number(process.env[START_DATE]);
if (start > 0) ownDate(() => start + Math.round(performance.now()));
