import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type {Stream} from '../../src/streams/stream';

interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
  airbyte_type?: string;
  additionalProperties?: unknown;
}

/** What destinations, field selection and Airbyte's acceptance tests ask of a schema. */
export function schemaProblems(schema: Stream['schema']): string[] {
  const problems = fieldProblems(schema, '');
  if (schema['type'] !== 'object') problems.push('the schema is no object');
  for (const key of ['id', 'synced_at']) {
    if (schema.properties[key]?.['type'] !== 'string') problems.push(`${key} can be null`);
  }
  const text = JSON.stringify(schema);
  for (const keyword of ['$ref', 'allOf', 'anyOf', 'oneOf', '"not"']) {
    if (text.includes(keyword)) problems.push(`${keyword} is not understood everywhere`);
  }
  return problems;
}

function fieldProblems(schema: Schema, path: string): string[] {
  const own = path === '' ? [] : ownProblems(schema, path);
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
    fieldProblems(field, path ? `${path}.${key}` : key),
  );
  const items = schema.items ? itemProblems(schema.items, `${path}[]`) : [];
  if (schema.properties && schema.additionalProperties !== true) {
    own.push(`${path || 'the schema'} closes itself to new properties`);
  }
  return [...own, ...inner, ...items];
}

function itemProblems(items: Schema, path: string): string[] {
  if (!items.type) return [`${path} has no type`];
  return items.properties ? fieldProblems(items, path) : [];
}

function ownProblems(
  {type, description, format, airbyte_type: airbyteType}: Schema,
  path: string,
): string[] {
  const problems: string[] = [];
  if (!type) problems.push(`${path} has no type`);
  if (!description || !/\.$/.test(description)) problems.push(`${path} has no description`);
  if (format === 'date-time' && airbyteType !== 'timestamp_with_timezone') {
    problems.push(`${path} does not tell destinations that it is a time`);
  }
  return problems;
}

/** Validates with formats; gives the errors as text, null when there are none. */
export function validatorOf(schema: Stream['schema']): (record: unknown) => string | null {
  const ajv = new Ajv({allErrors: true, strict: false});
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (record) => (validate(record) ? null : ajv.errorsText(validate.errors));
}

/** Paths in a record that its schema does not declare. */
export function undeclaredFields(schema: unknown, value: unknown, path = ''): string[] {
  const {properties, items, additionalProperties} = (schema ?? {}) as Schema;
  // An object that declares no property is declared as a whole.
  if (!properties && additionalProperties === true) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item) => undeclaredFields(items, item, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const declared = properties?.[key];
    const at = path ? `${path}.${key}` : key;
    return declared ? undeclaredFields(declared, inner, at) : [at];
  });
}
