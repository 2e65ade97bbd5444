/** Where the site is made. */
import {join, resolve} from 'node:path';

export const REPOSITORY = resolve(__dirname, '..', '..');
const OUTPUT = join(REPOSITORY, 'site-output');
/** What VitePress reads. */
export const PAGES = join(OUTPUT, 'pages');
/** What is served. */
export const HTML = join(OUTPUT, 'html');
