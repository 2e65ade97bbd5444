/**
 * Remakes resources/sku-names.json and resources/service-plan-names.json from the CSV file
 * "Product names and service plan identifiers for licensing" that Microsoft publishes:
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 *
 * npm run product-names -- FILE.csv YYYY-MM-DD
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parse} from 'csv-parse/sync';

type Name = [id: string, stringId: string, name: string];

const RESOURCES = resolve(__dirname, '..', '..', 'resources');

const TABLES: [file: string, columns: [id: string, stringId: string, name: string]][] = [
  ['sku-names.json', ['GUID', 'String_Id', 'Product_Display_Name']],
  [
    'service-plan-names.json',
    ['Service_Plan_Id', 'Service_Plan_Name', 'Service_Plans_Included_Friendly_Names'],
  ],
];

/** The published file has one row for each plan of each product, and stray blanks. */
export function parseNames(csv: string, columns: readonly string[]): Name[] {
  const rows = parse(csv, {bom: true, columns: true, skip_empty_lines: true}) as unknown as Record<
    string,
    string
  >[];
  const missing = columns.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0) throw new Error(`The file has no column ${missing.join(', ')}.`);
  const names = new Map<string, Name>();
  for (const row of rows) {
    const [id = '', stringId = '', name = ''] = columns.map((column) => clean(row[column]!));
    if (id !== '' && !names.has(id.toLowerCase())) {
      names.set(id.toLowerCase(), [id.toLowerCase(), stringId, name]);
    }
  }
  return [...names.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One name a line, so that a new list shows in a diff what changed. */
export function renderNames(asOf: string, names: readonly Name[]): string {
  const lines = names.map(
    ([id, stringId, name]) =>
      `    [${JSON.stringify(id)}, ${JSON.stringify(stringId)}, ${JSON.stringify(name)}]`,
  );
  return `{\n  "as_of": ${JSON.stringify(asOf)},\n  "names": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function clean(text: string): string {
  return text.replace(/\u00a0/g, ' ').trim();
}

function main([file, asOf]: string[]): void {
  if (!file || !/^\d{4}-\d{2}-\d{2}$/.test(asOf ?? '')) {
    console.error('Usage: npm run product-names -- FILE.csv YYYY-MM-DD (the day of the list)');
    process.exitCode = 1;
    return;
  }
  const csv = readFileSync(file, 'utf8');
  for (const [table, columns] of TABLES) {
    const names = parseNames(csv, columns);
    writeFileSync(join(RESOURCES, table), renderNames(asOf!, names));
    console.log(`${table}: ${names.length} names`);
  }
}

if (require.main === module) main(process.argv.slice(2));
