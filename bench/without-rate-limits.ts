/** The connector without Microsoft's rate limits, to measure its own speed. */
import {runConnector} from '../src/airbyte/entrypoint';
import {createSource} from '../src/source';

const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'without limits'};
const source = createSource({
  version: about.version,
  environment: process.env,
  limitOf: () => undefined,
});
void runConnector({...about, source}, process);
