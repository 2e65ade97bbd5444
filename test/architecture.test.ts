import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {preProcessFile} from 'typescript';

const ROOT = resolve(__dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** Layer → what it may import besides itself and `errors`. Imports point one way. */
const MAY_IMPORT: Record<string, string[]> = {
  main: ['source', 'airbyte'],
  source: ['config', 'settings', 'check', 'sync', 'graph', 'airbyte'],
  config: ['settings'],
  settings: [],
  check: ['sync', 'graph'],
  streams: ['sync/define-stream'],
  sync: ['graph'],
  graph: [],
  airbyte: [],
  errors: [],
};

const FORBIDDEN_NAMES = /(^|[-_/])(utils?|helpers?|common|base|managers?)([-_./]|$)/;

const files = readdirSync(SRC, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** `sync/cursors/delta-link.ts` → `sync`, `config.ts` → `config`. */
function layerOf(file: string): string {
  return file.split('/')[0]!.replace(/\.ts$/, '');
}

/** The files of ours that a file imports, `import()` and types included, without their suffix. */
function namesImportedBy(file: string): string[] {
  const {importedFiles} = preProcessFile(readFileSync(join(SRC, file), 'utf8'));
  return importedFiles.map(({fileName}) => fileName);
}

function importsOf(file: string): string[] {
  const path = join(SRC, file);
  return namesImportedBy(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SRC, resolve(dirname(path), name)));
}

function packagesOf(file: string): string[] {
  return namesImportedBy(file)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

function isAllowed(layer: string, imported: string): boolean {
  if (imported === 'errors' && layer !== 'streams') return true;
  const target = layerOf(`${imported}.ts`);
  if (target === layer) return layer !== 'streams';
  return (MAY_IMPORT[layer] ?? []).some((allowed) => allowed === target || allowed === imported);
}

describe('the architecture', () => {
  test.each(files)('%s imports only what its layer may import', (file) => {
    const layer = layerOf(file);
    expect(Object.keys(MAY_IMPORT)).toContain(layer);
    expect(importsOf(file).filter((imported) => !isAllowed(layer, imported))).toEqual([]);
  });

  test('a stream imports the definition of streams and nothing else', () => {
    const streams = files.filter((file) => layerOf(file) === 'streams');
    expect(streams.length).toBeGreaterThan(0);
    const imported = new Set(streams.flatMap((file) => namesImportedBy(file)));
    expect([...imported]).toEqual(['../sync/define-stream']);
  });

  test('no import runs in a circle at run time', () => {
    const graph = new Map(files.map((file) => [file.replace(/\.ts$/, ''), runtimeImports(file)]));
    expect([...graph.keys()].filter((file) => reaches(graph, file))).toEqual([]);
  });

  test('packages of the client stay out of the protocol, and the other way round', () => {
    const using = (name: string): string[] =>
      [...new Set(files.filter((file) => packagesOf(file).includes(name)).map(layerOf))].sort();
    expect(using('axios')).toEqual(['graph']);
    expect(using('@azure/identity')).toEqual(['graph']);
    expect(using('commander')).toEqual(['airbyte']);
    expect(using('ajv')).toEqual(['settings']);
  });

  test('every package that is imported is a dependency', () => {
    const {dependencies} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = [...new Set(files.flatMap(packagesOf))].sort();
    expect(imported.filter((name) => !(name in dependencies))).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => !imported.includes(name))).toEqual([]);
  });

  test('no file has a name that says nothing', () => {
    expect(files.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  });
});

/** Imports of types vanish when compiled, so they make no circle. */
function runtimeImports(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const withoutTypes = text.replace(/^(import|export) type [^;]+;/gm, '');
  return preProcessFile(withoutTypes)
    .importedFiles.map(({fileName}) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SRC, resolve(dirname(join(SRC, file)), name)));
}

function reaches(graph: Map<string, string[]>, start: string): boolean {
  const seen = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (file === start) return true;
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return false;
}
