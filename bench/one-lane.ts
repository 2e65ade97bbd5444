/** The connector without lanes, to measure what they save. */
import {runConnector} from '../src/airbyte/entrypoint';
import {createSource} from '../src/source';

const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'in one lane'};
const source = createSource({
  version: about.version,
  environment: process.env,
  laneThreshold: {users: Infinity, firstPageMs: 0},
});
void runConnector({...about, source}, process);
