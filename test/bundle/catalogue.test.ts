/** The list of streams in the bundle, which has no folder to look into. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {runInThisContext} from 'node:vm';
import {build} from 'esbuild';
import {cataloguePlugin} from '../../bundle/catalogue-plugin';
import {importDefinitions} from '../../src/streams/definition-files';
import type {DefinitionFile} from '../../src/streams/definition-files';
import {REPOSITORY} from '../support/connector';

const STREAMS = join(REPOSITORY, 'src', 'streams');

async function bundledDefinitions(): Promise<Map<string, DefinitionFile>> {
  const {outputFiles} = await build({
    entryPoints: [join(STREAMS, 'definition-files.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    plugins: [cataloguePlugin],
  });
  const module = {exports: {} as {importDefinitions: typeof importDefinitions}};
  const run = runInThisContext(`(function (module, require) {${outputFiles[0]!.text}\n})`) as (
    file: typeof module,
    load: NodeJS.Require,
  ) => void;
  run(module, require);
  return module.exports.importDefinitions();
}

test('has every file of the folder, with the same definition as the compiled code', async () => {
  const [bundled, compiled] = await Promise.all([bundledDefinitions(), importDefinitions()]);
  const files = readdirSync(join(STREAMS, 'catalogue')).map((file) => file.replace(/\.ts$/, ''));
  const plain = (definitions: Map<string, DefinitionFile>): string[] =>
    [...definitions].map(([name, {default: definition}]) => JSON.stringify([name, definition]));
  expect([...bundled.keys()].sort()).toEqual(files.sort());
  expect(plain(bundled).sort()).toEqual(plain(compiled).sort());
});
