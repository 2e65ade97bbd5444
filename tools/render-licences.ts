import {fullName} from './shipped-packages';
import type {ShippedPackage} from './shipped-packages';

/** Licences that only require attribution. Any other one needs a decision first. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
]);

const RULE = '-'.repeat(100);

/**
 * The whole file: an overview, then the text of each licence.
 * @throws Error naming the packages whose licence is not allowed.
 */
export function renderLicences(packages: readonly ShippedPackage[]): string {
  const refused = packages.filter(({licence}) => !ALLOWED.has(licence));
  if (refused.length > 0) {
    const names = refused.map((one) => `${fullName(one)} (${one.licence})`).join(', ');
    throw new Error(`These packages have a licence that we do not ship: ${names}.`);
  }
  const parts = [
    'source-microsoft-365 contains code of these packages, each under its own licence.',
    'This file is made from the installed packages (npm run licences).',
    '',
    ...overview(packages),
    ...packages.flatMap(renderPackage),
  ];
  return `${parts.join('\n')}\n`;
}

function overview(packages: readonly ShippedPackage[]): string[] {
  const licences = [...new Set(packages.map(({licence}) => licence))].sort();
  return licences.map((licence) => {
    const count = packages.filter((one) => one.licence === licence).length;
    return `${licence.padEnd(14)}${String(count).padStart(3)} ${count === 1 ? 'package' : 'packages'}`;
  });
}

function renderPackage(one: ShippedPackage): string[] {
  return ['', RULE, `${fullName(one)}  ${one.licence}`, RULE, '', one.licenceText];
}
