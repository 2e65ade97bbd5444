import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {runConnector} from './airbyte/entrypoint';
import {PACKAGE_FOLDER} from './package-folder';
import {createSource} from './source';

const packageFile = join(PACKAGE_FOLDER, 'package.json');
const {name, version, description} = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  name: string;
  version: string;
  description: string;
};

const source = createSource({version, environment: process.env});
void runConnector({name, version, description, source}, process);
