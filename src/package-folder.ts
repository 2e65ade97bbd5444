/** Where the files of the package are: package.json, and `resources`. */
import {join} from 'node:path';

/** Compiled code and the bundle are both two folders below: `dist/src`, `dist/executable`. */
export const PACKAGE_FOLDER = join(__dirname, '..', '..');
export const RESOURCES_FOLDER = join(PACKAGE_FOLDER, 'resources');
