import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {preProcessFile} from 'typescript';
import {REPOSITORY} from '../support/connector';

/** Program → the folders of the repository that it may import from. */
const MAY_IMPORT: Record<string, string[]> = {
  tenant: ['tenant'],
  bundle: ['bundle'],
  // The assumptions that a verification answers stand in a page.
  tools: ['tools', 'src', 'verify'],
  verify: ['verify', 'src', 'tools', 'report/private-file'],
  demo: ['demo', 'src', 'tenant', 'tools'],
  bench: ['bench', 'src', 'tenant', 'tools', 'demo', 'test/support'],
  soak: ['soak', 'src', 'tenant', 'bench', 'test/support'],
};

function filesOf(program: string): string[] {
  return readdirSync(join(REPOSITORY, program), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(program, file));
}

/** The files of the repository that a file imports, types and `import()` included. */
function importsOf(file: string): string[] {
  const {importedFiles} = preProcessFile(readFileSync(join(REPOSITORY, file), 'utf8'));
  return importedFiles
    .map(({fileName}) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(REPOSITORY, join(REPOSITORY, dirname(file), name)));
}

test.each(Object.entries(MAY_IMPORT))('%s imports only from %j', (program, folders) => {
  const files = filesOf(program);
  expect(files.length).toBeGreaterThan(3);
  const imported = [...new Set(files.flatMap(importsOf))];
  const isAllowed = (name: string): boolean =>
    folders.some((folder) => name === folder || name.startsWith(`${folder}/`));
  expect(imported.filter((name) => !isAllowed(name))).toEqual([]);
});

test('every program says in a README what it is, how it is started and where to look first', () => {
  for (const program of ['tenant', 'demo', 'bench', 'soak', 'verify']) {
    const text = readFileSync(join(REPOSITORY, program, 'README.md'), 'utf8');
    expect(text).toContain(`npm run ${program}`);
    expect(text.split('\n').length).toBeLessThan(20);
  }
});
