/** Who imports whom in a folder of sources. */
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import ts from 'typescript';

/** Files are named from the folder, without their extension. */
export interface Sources {
  files: readonly string[];
  /** What a file imports, by `import`, `export … from` and `import()`, types included. */
  specifiersOf: (file: string) => string[];
  /** Files that it imports, those outside of the folder with `../`. */
  importsOf: (file: string) => string[];
}

/** @param isLeftOut of files by their name. */
export function sourcesIn(
  folder: string,
  isLeftOut: (file: string) => boolean = () => false,
): Sources {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && !isLeftOut(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  const specifiersOf = (file: string): string[] => specifiersIn(join(folder, `${file}.ts`));
  const imports = new Map(
    files.map((file) => [
      file,
      specifiersOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(folder, resolve(dirname(join(folder, file)), name))),
    ]),
  );
  return {files, specifiersOf, importsOf: (file) => imports.get(file) ?? []};
}

function specifiersIn(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (named && ts.isStringLiteralLike(named)) specifiers.push(named.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return specifiers;
}

/** `read/cursors/delta-link` → `read`, `discover` → `discover`. */
export function unitOf(file: string): string {
  return file.split('/')[0]!;
}

/** What a file imports that is not in a layer below its own. */
export function upwardImports(
  file: string,
  sources: Sources,
  layers: readonly (readonly string[])[],
): string[] {
  const levelOf = (other: string): number =>
    layers.findIndex((layer) => layer.includes(unitOf(other)));
  return sources
    .importsOf(file)
    .filter((imported) => !imported.startsWith('..'))
    .filter((imported) => unitOf(imported) !== unitOf(file) && levelOf(imported) <= levelOf(file));
}

/** Files from which a chain of imports leads back to them. */
export function circularFiles(sources: Sources): string[] {
  return sources.files.filter((file) => reaches(file, sources));
}

function reaches(start: string, sources: Sources): boolean {
  const seen = new Set<string>();
  const open = [...sources.importsOf(start)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (file === start) return true;
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...sources.importsOf(file));
  }
  return false;
}
