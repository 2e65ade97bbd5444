/** Where the report's own files are, seen from the compiled code in dist/report. */
import {join, resolve} from 'node:path';

/** Of the repository, or of the image. */
export const ROOT = resolve(__dirname, '..', '..');

/** Packages and compiled models of the report. */
export const REPORT_FOLDER = join(ROOT, 'report');

export const CONNECTOR = join(ROOT, 'bin', 'source-microsoft-365');
