/** Checks settings against the JSON schema in resources/spec.json: which are wrong, and which are not known. */
import Ajv from 'ajv';
import type {ErrorObject} from 'ajv';
import type {JsonSchema} from './spec';

/** One wrong setting. `text` goes on after the setting's path. */
export interface ValidationError {
  setting: string;
  text: string;
}

/** Every setting that the schema does not allow; empty when all is well. */
export function validateSettings(schema: JsonSchema, settings: unknown): ValidationError[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    return [{setting: '', text: 'they must be a JSON object with the settings as keys'}];
  }
  // Airbyte's own keywords (order, airbyte_secret, …) mean nothing to the validator.
  const ajv = new Ajv({allErrors: true, strict: false, verbose: true, formats: {date: isDate}});
  const validate = ajv.compile(withChosenBranches(schema, settings as Record<string, unknown>));
  if (validate(settings)) return [];
  const errors = (validate.errors ?? []).map(validationErrorOf);
  // One value can break several rules of its setting, which are told as one.
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day that the calendar does not have, such as 30 February, becomes another one or none. */
function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Replaces each `oneOf` by the branch that the settings choose by their constant, so that only
 * errors of that branch are told. Where none is chosen, the constant itself is the error.
 */
function withChosenBranches(schema: JsonSchema, settings: Record<string, unknown>): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    if (!property.oneOf) return [key, property];
    const {oneOf, ...rest} = property;
    const branch = chosenBranch(oneOf, settings[key]) ?? anyBranch(oneOf);
    return [key, {...rest, ...branch, title: property.title}];
  });
  return {...schema, properties: Object.fromEntries(properties) as Record<string, JsonSchema>};
}

/** The branch of a `oneOf` whose constant is in the settings; undefined where none is. */
function chosenBranch(branches: JsonSchema[], settings: unknown): JsonSchema | undefined {
  const values = (settings ?? {}) as Record<string, unknown>;
  return branches.find(({properties = {}}) =>
    Object.entries(properties).some(
      ([key, {const: constant}]) => constant !== undefined && values[key] === constant,
    ),
  );
}

function anyBranch(branches: JsonSchema[]): JsonSchema {
  const [selector] = constantsOf(branches[0] ?? {});
  if (!selector) return {};
  const choices = branches.map((branch) => branch.properties?.[selector]?.const);
  return {required: [selector], properties: {[selector]: {type: 'string', enum: choices}}};
}

function constantsOf({properties = {}}: JsonSchema): string[] {
  return Object.keys(properties).filter((key) => properties[key]?.const !== undefined);
}

function validationErrorOf({
  instancePath,
  keyword,
  params,
  parentSchema,
  data,
}: ErrorObject): ValidationError {
  const schema = (parentSchema ?? {}) as JsonSchema;
  const setting = settingPath(instancePath);
  if (keyword === 'required') {
    const key = String(params['missingProperty']);
    const missing = schema.properties?.[key]?.title;
    return {
      setting: [setting, key].filter(Boolean).join('.'),
      text: `is missing${quoted(missing)}`,
    };
  }
  if (keyword === 'format' && DATE.test(String(data))) {
    return {setting, text: `is ${JSON.stringify(data)}, which is no day of the calendar`};
  }
  const must = `must be ${expectation(schema)}`;
  if (!isShown(setting, data)) return {setting, text: `cannot be used; it ${must}`};
  return {setting, text: `is ${JSON.stringify(data).slice(0, 100)} but ${must}`};
}

function settingPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path ? `${path}.${part}` : part;
    }, '');
}

function expectation(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((choice) => JSON.stringify(choice)).join(' or ');
  if (schema.pattern_descriptor)
    return `the ${schema.title ?? 'value'}: ${schema.pattern_descriptor}`;
  if (schema.minLength !== undefined) {
    return `a text of ${schema.minLength} or more characters${quoted(schema.title)}`;
  }
  if (schema.type === 'integer') {
    return `a whole number from ${schema.minimum ?? 0} to ${schema.maximum ?? 'any'}`;
  }
  if (schema.type === 'array') return 'a list of texts';
  if (schema.type === 'object') return 'an object';
  return schema.type === 'string' ? 'a text' : `of type ${schema.type ?? 'any'}`;
}

function quoted(title: string | undefined): string {
  return title === undefined ? '' : ` (${title})`;
}

/** A value in the place of credentials may be a secret, and so may one pasted beside it. */
function isShown(setting: string, value: unknown): boolean {
  if (setting === 'credentials.client_secret_expires_on')
    return /^[\d./ -]{0,20}$/.test(String(value));
  if (setting.startsWith('credentials') && setting !== 'credentials.auth_type') return false;
  if (typeof value !== 'string') return true;
  return [PLAIN, LIKE_ID, LIKE_HOST].some((pattern) => pattern.test(value));
}

/** Shorter than the secrets that Microsoft makes. */
const PLAIN = /^[\w.@* -]{0,36}$/;

/** A GUID with some characters too many or too few, or with something around it. */
const LIKE_ID = /^\W{0,2}[0-9a-f]{6,12}(-[0-9a-f]{2,8}){3}-[0-9a-f]{8,16}\W{0,2}$/i;

/** Secrets have capitals and no dot before a last part of letters alone. */
const LIKE_HOST = /^(https:\/\/)?([a-z0-9-]{1,63}\.){1,6}[a-z]{2,12}[/.]?$/;

/** More names in one message help nobody. */
const MAX_NAMED_SETTINGS = 10;

/**
 * Settings that the schema does not have. The schema cannot forbid them itself: the platform refuses
 * a schema that does. Of a `oneOf` only the branch counts that the settings choose.
 * @returns a sentence for each, such as "the setting domain is not known; known are: …".
 */
export function unknownSettings(schema: JsonSchema, settings: unknown): string[] {
  const sentences = unknownIn(schema, settings, '');
  const more = sentences.length - MAX_NAMED_SETTINGS;
  if (more <= 0) return sentences;
  return [...sentences.slice(0, MAX_NAMED_SETTINGS), `${more} more settings are not known`];
}

function unknownIn(schema: JsonSchema, settings: unknown, path: string): string[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [];
  const known = knownIn(schema, settings);
  const names = Object.keys(known).join(', ');
  return Object.entries(settings).flatMap(([key, value]) => {
    const name = path ? `${path}.${key}` : key;
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property) return unknownIn(property, value, name);
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
    return [`the setting ${shown} is not known; known ${path ? `in ${path} ` : ''}are: ${names}`];
  });
}

function knownIn(
  {properties, oneOf = []}: JsonSchema,
  settings: object,
): Record<string, JsonSchema> {
  const chosen = chosenBranch(oneOf, settings);
  const branches = chosen ? [chosen] : oneOf;
  return Object.assign({}, properties, ...branches.map((branch) => branch.properties)) as Record<
    string,
    JsonSchema
  >;
}

/** Longer than any domain or host. */
const MAX_QUOTED_LENGTH = 300;

/** A text as it is shown in a message: one line, not too long. */
export function quoteText(text: string): string {
  const end = text.length > MAX_QUOTED_LENGTH ? '…' : '';
  return JSON.stringify(text.slice(0, MAX_QUOTED_LENGTH) + end);
}
