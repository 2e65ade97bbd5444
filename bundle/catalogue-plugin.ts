import {readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Plugin} from 'esbuild';

/** Puts imports of all streams in place of `src/streams/definition-files.ts`, which lists a folder. */
export const cataloguePlugin: Plugin = {
  name: 'catalogue',
  setup(build) {
    build.onLoad({filter: /[/\\]streams[/\\]definition-files\.ts$/}, ({path}) => {
      const files = readdirSync(join(dirname(path), 'catalogue'));
      return {loader: 'js', contents: importAll(files.map((file) => file.replace(/\.ts$/, '')))};
    });
  },
};

function importAll(names: readonly string[]): string {
  const imports = names.map((name, at) => `import * as file${at} from './catalogue/${name}';`);
  const entries = names.map((name, at) => `['${name}', file${at}]`);
  return `${imports.join('\n')}
export const importDefinitions = async () => new Map([${entries.join(', ')}]);`;
}
