/** The connector as a process with a clock of its own, which begins where OWN_CLOCK says. */
import {runConnector} from '../../src/airbyte/entrypoint';
import {createSource} from '../../src/source';
import {laneThresholdIn} from './lane-threshold';
import {OwnClock} from './own-clock';
import {ownDate} from './own-date';

const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'with its own clock'};
const clock = new OwnClock(Number(process.env['OWN_CLOCK']));
ownDate(() => clock.now());
const {version} = about;
const {env: environment} = process;
const source = createSource({version, environment, clock, ...laneThresholdIn(environment)});
void runConnector({...about, source}, process);
