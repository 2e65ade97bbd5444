import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {runConnector} from './airbyte/entrypoint';
import {PACKAGE_FOLDER} from './package-folder';
import {createSource} from './source';

/**
 * Node.js loads its fetch, which takes as long as all of our own code, when one of these is named.
 * axios and @azure/identity look whether they are there, and send with node:https in any case.
 */
const PARTS_OF_FETCH = ['FormData', 'Request', 'Response'];
for (const name of PARTS_OF_FETCH) Reflect.deleteProperty(globalThis, name);

const packageFile = join(PACKAGE_FOLDER, 'package.json');
const {name, version, description} = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  name: string;
  version: string;
  description: string;
};

const source = createSource({version, environment: process.env});
void runConnector({name, version, description, source}, process);
