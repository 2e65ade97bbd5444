import {basename} from 'node:path';

/** What comes before the name of a file; with forward slashes on every platform. */
export const SCRIPT_FOLDER = 'dist/executable/';

/**
 * The name of a script in stacks: the same wherever the package lies, because V8 takes the name out of
 * its code cache, and so the one that the script had where it was built.
 */
export function scriptNameOf(file: string): string {
  return SCRIPT_FOLDER + basename(file);
}
