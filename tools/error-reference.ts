/** Writes docs/errors.md from the error-resolution table: npm run docs */
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {renderErrors} from './render-errors';

export const ERROR_REFERENCE = join(resolve(__dirname, '..', '..'), 'docs', 'errors.md');

if (require.main === module) writeFileSync(ERROR_REFERENCE, renderErrors());
