/**
 * What Airbyte's connector acceptance tests ask of a specification. Each rule names what breaks it,
 * and has an example of a change that must.
 */
import {propertiesIn, schemasIn, typesOf} from './schema-walk';
import type {Property, Schema} from './schema-walk';

export interface Rule {
  fact: string;
  problems: (spec: Schema) => string[];
  /** Changes the specification so that there is a problem. */
  breaks: (spec: Schema) => void;
}

/** Names that CAT takes for secrets. */
const SECRET_NAMES = new Set([
  ...['token', 'client_token', 'access_token', 'api_token', 'refresh_token', 'jwt'],
  ...['secret', 'client_secret', 'password', 'key', 'certificate', 'credentials'],
  ...['service_account', 'service_account_info', 'tenant_id', 'app_id', 'appid'],
]);

const FORBIDDEN_KEYWORDS = [
  ...['not', 'anyOf', 'allOf', 'if', 'then', 'else', 'patternProperties', 'prefixItems'],
  ...['dependentSchemas', 'dependentRequired', '$ref'],
];

/** The patterns that the date pickers of the form write. */
const DATE_PATTERNS: Record<string, string> = {
  date: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  'date-time': '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
};

/** The places of the schemas that a test calls wrong. */
function schemasWhere(spec: Schema, isWrong: (schema: Schema, path: string) => boolean): string[] {
  const wrong = [...schemasIn(spec)].filter(({path, schema}) => isWrong(schema, path));
  return wrong.map(({path}) => path);
}

function propertiesWhere(spec: Schema, isWrong: (property: Property) => boolean): string[] {
  return propertiesIn(spec)
    .filter(isWrong)
    .map(({path}) => path);
}

function first(spec: Schema, name: string): Schema {
  return propertiesIn(spec).find((property) => property.name === name)!.schema;
}

function hasRepetition(values: unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size < values.length;
}

function canHoldSecret(schema: Schema): boolean {
  const types = typesOf(schema);
  return !schema['const'] && ['string', 'integer', 'number'].some((type) => types.includes(type));
}

function isOpenlySecret({name, schema}: Property): boolean {
  const isNamed = SECRET_NAMES.has(name.toLowerCase());
  return isNamed && (schema['airbyte_secret'] === true) !== canHoldSecret(schema);
}

/** The one property that tells the variants apart, by a constant. */
function isBadChoice(schema: Schema): boolean {
  const {oneOf} = schema;
  if (!oneOf) return false;
  const variants = oneOf.map(({properties}) => properties ?? {});
  const common = Object.keys(variants[0] ?? {}).filter((name) =>
    variants.every((properties) => properties[name]?.['const'] !== undefined),
  );
  const discriminators = variants.map((properties) => properties[common[0] ?? ''] ?? {});
  const constants = discriminators.map((discriminator) => discriminator['const']);
  return (
    schema.type !== 'object' ||
    common.length !== 1 ||
    hasRepetition(constants) ||
    discriminators.some((discriminator) => 'default' in discriminator || 'enum' in discriminator)
  );
}

function isBadItems({type, items}: Schema): boolean {
  if (type !== 'array' || items === undefined) return false;
  if (Array.isArray(items)) return true;
  const isKnown = ['object', 'string', 'number', 'integer'].includes(String(items.type));
  return !isKnown && !('enum' in items);
}

function isDateWithoutPicker({format, pattern}: Schema): boolean {
  const isDate = format === 'date' || format === 'date-time';
  if (isDate) return pattern !== DATE_PATTERNS[format];
  return Object.values(DATE_PATTERNS).includes(String(pattern));
}

function repeatsOrder({properties}: Schema): boolean {
  const ordered = Object.values(properties ?? {}).filter((property) => 'order' in property);
  return hasRepetition(ordered.map(({order, group}) => [group, order]));
}

function isBadDisplay({oneOf, display_type: display}: Schema): boolean {
  return display !== undefined && (!oneOf || (display !== 'dropdown' && display !== 'radio'));
}

export const SPEC_RULES: Rule[] = [
  {
    fact: 'values of an enumeration differ from each other',
    problems: (spec) =>
      schemasWhere(spec, (schema) => hasRepetition([schema['enum'] ?? []].flat())),
    breaks: (spec) => void (first(spec, 'cloud')['enum'] = ['global', 'global']),
  },
  {
    fact: 'the ways to sign in are told apart by one constant',
    problems: (spec) => schemasWhere(spec, isBadChoice),
    breaks: (spec) => void (first(spec, 'auth_type')['const'] = 'client_certificate'),
  },
  {
    fact: 'a setting is marked as secret if its name says that it is one, and it can hold one',
    problems: (spec) => propertiesWhere(spec, isOpenlySecret),
    breaks: (spec) => void delete first(spec, 'client_secret')['airbyte_secret'],
  },
  {
    fact: 'a setting has one type, or one type and null',
    problems: (spec) =>
      propertiesWhere(spec, ({schema}) => {
        const [, second, ...more] = typesOf(schema);
        return more.length > 0 || (second !== undefined && second !== 'null');
      }),
    breaks: (spec) => void (first(spec, 'num_workers').type = ['integer', 'string']),
  },
  {
    fact: 'an object has settings that the form can show',
    problems: (spec) =>
      schemasWhere(spec, ({type, oneOf, properties}) => {
        return type === 'object' && !oneOf && Object.keys(properties ?? {}).length === 0;
      }),
    breaks: (spec) => void (first(spec, 'endpoints').properties = {}),
  },
  {
    fact: 'a list has items of one type that the form can show',
    problems: (spec) => schemasWhere(spec, isBadItems),
    breaks: (spec) => void (first(spec, 'domains').items = {type: 'boolean'}),
  },
  {
    fact: 'no keyword is used that the form cannot show',
    problems: (spec) =>
      schemasWhere(spec, (schema) => FORBIDDEN_KEYWORDS.some((keyword) => keyword in schema)),
    breaks: (spec) => void (first(spec, 'cloud')['anyOf'] = []),
  },
  {
    fact: 'a date picker has both its format and its pattern, or there is none',
    problems: (spec) => schemasWhere(spec, isDateWithoutPicker),
    breaks: (spec) => void (first(spec, 'client_secret_expires_on')['format'] = 'date'),
  },
  {
    fact: 'settings of one group have places of their own',
    problems: (spec) => schemasWhere(spec, repeatsOrder),
    breaks: (spec) => void (first(spec, 'cloud')['order'] = 0),
  },
  {
    fact: 'only settings at the top stand in groups',
    problems: (spec) =>
      propertiesWhere(spec, ({schema, isTopLevel}) => !isTopLevel && 'group' in schema),
    breaks: (spec) => void (first(spec, 'password')['group'] = 'sign-in'),
  },
  {
    fact: 'only a choice says how it is displayed',
    problems: (spec) => schemasWhere(spec, isBadDisplay),
    breaks: (spec) => void (first(spec, 'cloud')['display_type'] = 'radio'),
  },
  {
    fact: 'unknown settings are allowed, so that none can be removed by mistake',
    problems: (spec) => schemasWhere(spec, ({additionalProperties: more = true}) => more !== true),
    breaks: (spec) => void (spec['additionalProperties'] = false),
  },
];
