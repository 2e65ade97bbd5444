/**
 * Writes the software bill of materials of what we ship, in CycloneDX form: npm run sbom -- FILE
 *
 * `npm sbom --omit dev` leaves out packages that development tools happen to need as well, so npm is
 * shown a project that has no development dependencies.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

interface Project {
  devDependencies?: unknown;
  packages?: Record<string, Project & {dev?: boolean}>;
}

const REPOSITORY = resolve(__dirname, '..', '..');

export function billOfMaterials(): string {
  const parent = mkdtempSync(join(tmpdir(), 'sbom-'));
  // npm takes the name of the product from the name of the folder.
  const folder = join(parent, 'source-microsoft-365');
  try {
    mkdirSync(folder);
    for (const file of ['package.json', 'package-lock.json']) {
      const project = JSON.parse(readFileSync(join(REPOSITORY, file), 'utf8')) as Project;
      writeFileSync(join(folder, file), JSON.stringify(withoutDevelopment(project)));
    }
    return askNpm(folder);
  } finally {
    rmSync(parent, {recursive: true, force: true});
  }
}

function askNpm(folder: string): string {
  const form = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  return execFileSync('npm', ['sbom', '--package-lock-only', ...form, '--loglevel', 'error'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function withoutDevelopment({devDependencies: _, packages, ...project}: Project): Project {
  if (!packages) return project;
  const kept = Object.entries(packages).filter(([, {dev}]) => !dev);
  const shipped = kept.map(([place, entry]) => [place, withoutDevelopment(entry)] as const);
  return {...project, packages: Object.fromEntries(shipped)};
}

function main([file = 'sbom.cdx.json']: string[]): void {
  writeFileSync(file, billOfMaterials());
  console.log(`${file}: written`);
}

if (require.main === module) main(process.argv.slice(2));
