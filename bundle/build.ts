/**
 * Makes `dist/executable` of `src` and the packages it uses: the last step of `npm run build`. What
 * `src` imports by `import()` is a script of its own, so that `spec` loads little.
 */
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setFlagsFromString} from 'node:v8';
import {Script} from 'node:vm';
import {build} from 'esbuild';
import type {BuildOptions} from 'esbuild';
import {cataloguePlugin} from './catalogue-plugin';
import {cacheFileOf, withDescription} from './code-cache';
import {putInPlace} from './put-in-place';
import {scriptNameOf} from './script-name';

const DIST = dirname(__dirname);
/** esbuild splits modules only, and V8 caches the code of scripts: these become scripts. */
const MODULES = join(DIST, '.modules');
/** Where scripts are made; as deep as where they go, because source maps have relative paths. */
const SCRIPTS = join(DIST, '.executable');
/** For a clone under work: scripts of earlier bundles stay for processes that run. A package has none. */
const KEEP_EARLIER = '--keep-earlier';
/** Longer than any process runs that still loads them, in milliseconds. */
const KEPT_MS = 86_400_000;
/** Last written, and last put in place: its time is that of the bundle. */
const START = 'start.js';

/**
 * `open` is for a sign-in of @azure/identity that the connector does not offer. `debug` does without
 * `supports-color` where it is not installed; here it is, for development.
 */
const NOT_SHIPPED = ['open', 'supports-color'];

const OPTIONS: BuildOptions = {platform: 'node', target: 'node20.19', logLevel: 'warning'};

async function bundle(): Promise<void> {
  await build({
    ...OPTIONS,
    entryPoints: [join(DIST, '..', 'src', 'main.ts')],
    outdir: MODULES,
    bundle: true,
    format: 'esm',
    splitting: true,
    sourcemap: 'linked',
    plugins: [cataloguePlugin],
    external: NOT_SHIPPED,
  });
}

async function toScripts(): Promise<void> {
  await build({
    ...OPTIONS,
    entryPoints: scriptsIn(MODULES),
    outdir: SCRIPTS,
    format: 'cjs',
    supported: {'dynamic-import': false},
    banner: {js: '(function (module, require, __dirname) {'},
    footer: {js: '})'},
    sourcemap: 'linked',
    // They would be four fifths of the maps, and are in the repository.
    sourcesContent: false,
  });
}

function scriptsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
}

/** One byte a character, which V8 takes as it is; esbuild leaves others in regular expressions. */
function toAscii(text: string): Buffer {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return Buffer.from(text.replace(/[^\0-\x7f]/g, escape), 'latin1');
}

/** With all functions, most of which V8 compiles when they are first called: that is what costs at start. */
function compileWhole(code: Buffer, filename: string): Script {
  setFlagsFromString('--no-lazy');
  try {
    return new Script(code.toString('latin1'), {filename});
  } finally {
    // A cache is for processes with the flags at the time when it is taken.
    setFlagsFromString('--lazy');
  }
}

function finish(script: string): void {
  const code = toAscii(readFileSync(script, 'utf8'));
  writeFileSync(script, code);
  const data = compileWhole(code, scriptNameOf(script)).createCachedData();
  writeFileSync(cacheFileOf(script), withDescription(code, data));
}

/** Elsewhere first, so that a process that starts meanwhile finds a bundle that is whole. */
async function makeExecutable(): Promise<void> {
  for (const folder of [MODULES, SCRIPTS]) rmSync(folder, {recursive: true, force: true});
  await bundle();
  await toScripts();
  scriptsIn(SCRIPTS).forEach(finish);
  const start = join(DIST, 'bundle', START);
  await build({...OPTIONS, entryPoints: [start], outdir: SCRIPTS, bundle: true, format: 'cjs'});
  const keepFrom = process.argv.includes(KEEP_EARLIER) ? Date.now() - KEPT_MS : Infinity;
  putInPlace(SCRIPTS, join(DIST, 'executable'), {last: ['main.js', START], keepFrom});
  for (const folder of [MODULES, SCRIPTS]) rmSync(folder, {recursive: true});
}

void makeExecutable();
