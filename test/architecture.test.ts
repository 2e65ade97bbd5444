/** Who may import whom in `src`, types included, and that a name means one thing. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import ts from 'typescript';
import {circularFiles, sourcesIn, unitOf, upwardImports} from './support/imports';

const ROOT = resolve(__dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** From the top to the bottom; a layer imports from itself and from layers below it. */
const LAYERS: readonly (readonly string[])[] = [
  ['main'],
  ['source'],
  ['check', 'discover', 'read'],
  ['graph-session', 'personal-data'],
  ['streams', 'config'],
  ['graph', 'airbyte'],
  ['errors', 'setup-guide'],
  ['message-text', 'package-folder', 'copied-row'],
];

const FORBIDDEN_NAMES = /(^|[-_/])(utils?|helpers?|common|base|managers?)([-_./]|$)/;

const sources = sourcesIn(SRC);
const {files, specifiersOf} = sources;

function levelOf(file: string): number {
  return LAYERS.findIndex((layer) => layer.includes(unitOf(file)));
}

function packagesOf(file: string): string[] {
  return specifiersOf(file)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

/** The names that a file exports, not those that it passes on. */
function exportsOf(file: string): string[] {
  const text = readFileSync(join(SRC, `${file}.ts`), 'utf8');
  const {statements} = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return statements.filter(isExported).flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({name}) => name.getText());
    }
    const {name} = statement as ts.FunctionDeclaration;
    return name ? [name.text] : [];
  });
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

describe('imports point down', () => {
  test.each(files)('%s', (file) => {
    expect(levelOf(file)).toBeGreaterThanOrEqual(0);
    expect(upwardImports(file, sources, LAYERS)).toEqual([]);
  });
});

test('every import of ours leads to a file', () => {
  const unknown = files.flatMap(sources.importsOf).filter((imported) => !files.includes(imported));
  expect(unknown).toEqual([]);
});

test('no import runs in a circle, of types neither', () => {
  expect(circularFiles(sources)).toEqual([]);
});

test('a definition imports the definition of streams and nothing else', () => {
  const definitions = files.filter((file) => file.startsWith('streams/catalogue/'));
  expect(definitions.length).toBeGreaterThan(0);
  expect([...new Set(definitions.flatMap(specifiersOf))]).toEqual(['../define-stream']);
});

test('the types of streams import no other file of theirs', () => {
  expect(sources.importsOf('streams/stream').filter((name) => unitOf(name) === 'streams')).toEqual(
    [],
  );
});

test('no exported name is defined in two files', () => {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    for (const name of exportsOf(file)) byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  expect(byName.size).toBeGreaterThan(100);
  expect([...byName].filter(([, definedIn]) => definedIn.length > 1)).toEqual([]);
});

test('packages of the client stay out of the protocol, and the other way round', () => {
  const using = (name: string): string[] =>
    [...new Set(files.filter((file) => packagesOf(file).includes(name)).map(unitOf))].sort();
  expect(using('axios')).toEqual(['graph']);
  expect(using('@azure/identity')).toEqual(['graph']);
  expect(using('commander')).toEqual(['airbyte']);
  expect(using('ajv')).toEqual(['config']);
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
