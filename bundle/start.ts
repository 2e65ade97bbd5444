/**
 * What `bin/source-microsoft-365` runs: the bundle. In a clone under work, where compiled code or
 * packages are newer, it runs the compiled code.
 */
import {join} from 'node:path';
import {isBundleCurrent} from './is-bundle-current';
import {ScriptLoader} from './script-loader';
import {withSources} from './stack-trace';

const ROOT = join(__dirname, '..', '..');

if (isBundleCurrent(__filename, ROOT)) {
  Error.prepareStackTrace = withSources(__dirname);
  new ScriptLoader(__dirname, require).load('main.js');
} else {
  void import(join(ROOT, 'dist', 'src', 'main.js'));
}
