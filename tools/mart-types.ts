/** Writes report/marts.ts, the rows of the dbt package's marts, from their contracts: npm run docs */
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parse} from 'yaml';

const ROOT = resolve(__dirname, '..', '..');
const MARTS = join(ROOT, 'dbt', 'models', 'marts');
export const MART_TYPES = join(ROOT, 'report', 'marts.ts');

type ContractTest = string | {accepted_values?: {values: string[]}};

interface ContractColumn {
  name: string;
  description: string;
  data_type: string;
  tests?: ContractTest[];
}

interface MartContract {
  name: string;
  description: string;
  columns: ContractColumn[];
}

/** What a row has for a type of the contract; dates are YYYY-MM-DD, times ISO 8601 in UTC. */
const VALUE_TYPES: Record<string, [kind: string, type: string]> = {
  string: ['text', 'string'],
  boolean: ['boolean', 'boolean'],
  bigint: ['integer', 'number'],
  'numeric(28,6)': ['decimal', 'number'],
  date: ['date', 'string'],
  timestamp: ['time', 'string'],
};

/** The contracts of all marts, by name. */
export function martContracts(): MartContract[] {
  return readdirSync(MARTS)
    .filter((file) => /^m365__\w+\.yml$/.test(file))
    .sort()
    .flatMap(
      (file) => (parse(readFileSync(join(MARTS, file), 'utf8')) as {models: MartContract[]}).models,
    );
}

/** The whole file, as TypeScript. */
export function renderMartTypes(contracts: readonly MartContract[]): string {
  return `/**
 * Rows of the dbt package's marts. This file is made from their contracts in dbt/models/marts (npm run docs).
 * A date is YYYY-MM-DD, a time ISO 8601 in UTC; null is unknown or does not apply, as the column says.
 */

export type ColumnKind = 'text' | 'boolean' | 'integer' | 'decimal' | 'date' | 'time';

export interface MartColumn {
  name: string;
  kind: ColumnKind;
  description: string;
}

${contracts.map(renderRow).join('\n')}
/** The row of each mart. */
export interface MartRow {
${contracts.map(({name}) => `  ${name}: ${rowType(name)};`).join('\n')}
}

export type MartName = keyof MartRow;

/** What each mart is, and its columns in order. */
export const MARTS: Record<MartName, {description: string; columns: readonly MartColumn[]}> = {
${contracts.map(renderMart).join('')}};
`;
}

function renderRow({name, description, columns}: MartContract): string {
  const fields = columns.map(
    (column) => `  /** ${column.description} */\n  ${column.name}: ${typeOf(column)};\n`,
  );
  return `/** ${description} */\nexport interface ${rowType(name)} {\n${fields.join('')}}\n`;
}

/** `m365__wasted_seats` → `WastedSeatsRow`. */
function rowType(mart: string): string {
  const words = mart.replace(/^m365__/, '').split('_');
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Row`;
}

function typeOf({data_type, tests = []}: ContractColumn): string {
  const accepted = tests.flatMap((test) =>
    typeof test === 'string' ? [] : (test.accepted_values?.values ?? []),
  );
  const type = accepted.length > 0 ? accepted.map(quoted).join(' | ') : valueType(data_type)[1];
  return tests.includes('not_null') ? type : `${type} | null`;
}

function valueType(dataType: string): [kind: string, type: string] {
  const type = VALUE_TYPES[dataType];
  if (!type) throw new Error(`No type of TypeScript is known for ${dataType}.`);
  return type;
}

function renderMart({name, description, columns}: MartContract): string {
  const rows = columns.map(
    (column) =>
      `      {name: '${column.name}', kind: '${valueType(column.data_type)[0]}', description: ${quoted(column.description)}},\n`,
  );
  return `  ${name}: {\n    description: ${quoted(description)},\n    columns: [\n${rows.join('')}    ],\n  },\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

if (require.main === module) {
  writeFileSync(MART_TYPES, renderMartTypes(martContracts()));
}
