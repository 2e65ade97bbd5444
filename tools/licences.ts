/** Writes THIRD_PARTY_LICENSES from the installed packages: npm run licences */
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {renderLicences} from './render-licences';
import {shippedPackages} from './shipped-packages';

export const REPOSITORY = resolve(__dirname, '..', '..');
export const LICENCES = join(REPOSITORY, 'THIRD_PARTY_LICENSES');

function main(): void {
  const packages = shippedPackages(REPOSITORY);
  writeFileSync(LICENCES, renderLicences(packages));
  console.log(`THIRD_PARTY_LICENSES: ${packages.length} packages`);
}

if (require.main === module) main();
