import type {JsonSchema} from './spec';

/**
 * The settings without those that hold null or a blank text, and without optional objects in which
 * nothing is set. Airbyte's form writes "" where a date was cleared, other clients write null for
 * every setting that the user left out.
 * Rows of a list stay: a blank one is a mistake that should be told.
 */
export function withoutUnset(settings: unknown, schema: JsonSchema = {}): unknown {
  if (!isObject(settings)) return settings;
  const {properties = {}, required = []} = schema;
  const isOptionalObject = (key: string): boolean =>
    properties[key]?.type === 'object' && !required.includes(key);
  const set = Object.entries(settings)
    .map(([key, value]) => [key, isObject(value) ? withoutUnset(value) : value] as const)
    .filter(([key, value]) => !isUnset(value) && !(isEmpty(value) && isOptionalObject(key)));
  return Object.fromEntries(set);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isUnset(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
