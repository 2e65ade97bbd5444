import {statSync} from 'node:fs';
import {join} from 'node:path';

/**
 * Whether the bundle was made after all that is in it: the compiler and npm each write a file whenever
 * they change something. An image and a package of `npm pack` have neither.
 * @param bundle the file of it that was written last.
 * @param root the repository, or where the package is installed.
 */
export function isBundleCurrent(bundle: string, root: string): boolean {
  const compiled = join(root, 'dist', '.tsbuildinfo');
  const installed = join(root, 'node_modules', '.package-lock.json');
  return [compiled, installed].every((file) => changedAt(file) <= changedAt(bundle));
}

/** Epoch milliseconds; 0 for a file that does not exist. */
function changedAt(file: string): number {
  return statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;
}
