/** report/models.json is not older than the dbt package. `npm run test:dbt` compares the SQL itself. */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';

const ROOT = resolve(__dirname, '..', '..', '..');
const SQL_SOURCES = /\.(sql|csv)$|^src_.*\.yml$|^_seeds\.yml$/;

function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'})
    .filter((file) => pattern.test(basename(file)))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** The version of the package is in no SQL. */
function withoutVersion(text: string): string {
  return text.replace(/^version: .*\n/m, '');
}

test('report/models.json was compiled from these sources; else: npm run compile-models', () => {
  const files = [
    'dbt/dbt_project.yml',
    ...['macros', 'models', 'seeds'].flatMap((name) => filesIn(`dbt/${name}`, SQL_SOURCES)),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(`${file}\n`).update(withoutVersion(readFileSync(join(ROOT, file), 'utf8')));
  const models = JSON.parse(readFileSync(join(ROOT, 'report/models.json'), 'utf8')) as object;
  expect(models).toHaveProperty('sources_hash', hash.digest('hex'));
});
