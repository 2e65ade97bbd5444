import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {LICENCES, REPOSITORY} from '../../tools/licences';
import {renderLicences} from '../../tools/render-licences';
import {billOfMaterials} from '../../tools/sbom';
import {fullName, shippedPackages} from '../../tools/shipped-packages';

interface Bill {
  components: {name: string; version: string}[];
  metadata: {component: {name: string}};
}

const packages = shippedPackages(REPOSITORY);

/** By the source maps, which name each file that is in it. */
function bundledPackages(): string[] {
  const folder = join(REPOSITORY, 'dist', 'executable');
  const maps = readdirSync(folder).filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return (JSON.parse(text) as {sources: string[]}).sources;
  });
  const names = sources.map((source) => /.*\/node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

test('THIRD_PARTY_LICENSES says what is installed; npm run licences makes it so', () => {
  expect(readFileSync(LICENCES, 'utf8')).toBe(renderLicences(packages));
});

test('every direct dependency is listed, and nothing that is for development', () => {
  const {dependencies, devDependencies} = JSON.parse(
    readFileSync(`${REPOSITORY}/package.json`, 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const names = packages.map(({name}) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(names.filter((name) => name in devDependencies)).toEqual([]);
});

test('every package in the bundle is listed', () => {
  const names = new Set(packages.map(({name}) => name));
  const bundled = bundledPackages();
  expect(bundled).toEqual(expect.arrayContaining(['@azure/identity', 'ajv', 'axios', 'commander']));
  expect(bundled.filter((name) => !names.has(name))).toEqual([]);
});

test('every package comes with the text of its licence', () => {
  const without = packages.filter(
    ({licenceText}) => !/permission|redistribut|licensed/i.test(licenceText),
  );
  expect(without.map(fullName)).toEqual([]);
});

test('a licence that is not allowed stops the list and names the package', () => {
  const refused = {...packages[0]!, name: 'left-pad', version: '1.3.0', licence: 'AGPL-3.0-only'};
  expect(() => renderLicences([...packages, refused])).toThrow('left-pad@1.3.0 (AGPL-3.0-only)');
});

test('the software bill of materials names the same packages', () => {
  const {components, metadata} = JSON.parse(billOfMaterials()) as Bill;
  expect(metadata.component.name).toBe('source-microsoft-365');
  expect(components.map(fullName).sort()).toEqual(packages.map(fullName).sort());
});
