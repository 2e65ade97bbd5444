/** Who may import whom in `report`, and what it takes from elsewhere. */
import {join, resolve} from 'node:path';
import {circularFiles, sourcesIn, unitOf, upwardImports} from '../support/imports';

const ROOT = resolve(__dirname, '..', '..', '..');

/** From the top to the bottom; a layer imports from itself and from layers below it. */
const LAYERS: readonly (readonly string[])[] = [
  ['main'],
  ['make-report'],
  ['tenant-to-read', 'state-folder', 'own-packages', 'open-in-browser'],
  ['answers'],
  ['connector'],
  ['lists'],
  ['database'],
  ['page'],
  ['options', 'models', 'wasted-seats-csv', 'private-file'],
  ['report-data', 'csv', 'words'],
  ['marts', 'folders', 'errors'],
];

const report = sourcesIn(join(ROOT, 'report'), (file) =>
  /(^|\/)(test|preview)\b|\.test\.ts$/.test(file),
);

describe('imports of the report point down', () => {
  test.each(report.files)('%s', (file) => {
    expect(LAYERS.flat()).toContain(unitOf(file));
    expect(upwardImports(file, report, LAYERS)).toEqual([]);
  });
});

test('no import of the report runs in a circle, of types neither', () => {
  expect(circularFiles(report)).toEqual([]);
});

test('of the connector it takes messages, words in them and the form of settings, and the simulated tenant in one place', () => {
  const outside = report.files.flatMap((file) =>
    report
      .importsOf(file)
      .filter((imported) => imported.startsWith('..'))
      .map((imported) => ({unit: unitOf(file), imported})),
  );
  const taken = [...new Set(outside.map(({imported}) => imported))].sort();
  expect(taken).toEqual([
    '../src/airbyte/messages',
    '../src/config/config',
    '../src/read/refresh-advice',
    '../tenant/tenant',
  ]);
  const users = outside.filter(({imported}) => imported === '../tenant/tenant');
  expect([...new Set(users.map(({unit}) => unit))]).toEqual(['tenant-to-read']);
});

test('the page knows data alone: no file, no database and no process', () => {
  const page = report.files.filter((file) => unitOf(file) === 'page');
  const packages = page
    .flatMap((file) => report.specifiersOf(file))
    .filter((name) => !name.startsWith('.'));
  expect([...new Set(packages)].filter((name) => name !== 'node:crypto')).toEqual([]);
});

test('the connector does not know the report', () => {
  const src = sourcesIn(join(ROOT, 'src'));
  const reaching = src.files.filter((file) =>
    src.importsOf(file).some((imported) => imported.startsWith('..')),
  );
  expect(reaching).toEqual([]);
});
