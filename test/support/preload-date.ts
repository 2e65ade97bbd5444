/** Loaded before the connector, as node's --require: its date is ahead of this machine's. */
import {ownDate} from './own-date';

const machineNow = Date.now.bind(Date);
const aheadMs = Number(process.env['DATE_AHEAD_MS']);
ownDate(() => machineNow() + aheadMs);
