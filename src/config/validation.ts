/** Checks settings against the JSON schema in resources/spec.json, and by the rules that it cannot hold. */
import Ajv from 'ajv';
import type {ErrorObject} from 'ajv';
import {ruleErrors} from './setting-rules';
import {expectationText} from './shown-value';
import type {ValidationError} from './shown-value';
import {chosenBranch} from './spec';
import type {JsonSchema} from './spec';

/**
 * Airbyte's own keywords (order, airbyte_secret, …) mean nothing to the validator. The form itself is
 * ours and valid: compiling the schema of schemas would take longer than all the rest.
 */
const VALIDATOR_OPTIONS = {
  allErrors: true,
  strict: false,
  verbose: true,
  meta: false,
  validateSchema: false,
} as const;

/** Every setting that is wrong; empty when all is well. */
export function validateSettings(schema: JsonSchema, settings: unknown): ValidationError[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    return [{setting: '', text: 'they must be a JSON object with the settings as keys'}];
  }
  const values = settings as Record<string, unknown>;
  const chosen = withChosenBranches(schema, values);
  const ruled = ruleErrors(values, chosen);
  const others = schemaErrors(chosen, values).filter(
    ({setting}) => !ruled.some((error) => error.setting === setting),
  );
  const order = Object.keys(schema.properties ?? {});
  const place = ({setting}: ValidationError): number => order.indexOf(/^\w*/.exec(setting)![0]);
  return [...ruled, ...others].sort((a, b) => place(a) - place(b));
}

function schemaErrors(schema: JsonSchema, settings: Record<string, unknown>): ValidationError[] {
  const ajv = new Ajv(VALIDATOR_OPTIONS);
  const validate = ajv.compile(schema);
  if (validate(settings)) return [];
  const errors = (validate.errors ?? []).map(validationErrorOf);
  // One value can break several rules of its setting, which are told as one.
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
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
  if (keyword === 'required')
    return missingSetting(setting, String(params['missingProperty']), schema);
  const isQuoted = schema.type === 'integer' && typeof data === 'string' && /^\d+$/.test(data);
  const expected = `${expectation(schema)}${isQuoted ? ', without quotes' : ''}`;
  return {setting, text: expectationText(setting, data, expected)};
}

function missingSetting(parent: string, key: string, {properties}: JsonSchema): ValidationError {
  const {title, enum: choices} = properties?.[key] ?? {};
  const setting = [parent, key].filter(Boolean).join('.');
  const text = choices ? `is missing; it must be ${listed(choices)}` : `is missing${quoted(title)}`;
  return {setting, text};
}

function settingPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, part) => {
      // As the settings form counts rows.
      if (/^\d+$/.test(part)) return `${path}, row ${Number(part) + 1},`;
      return path ? `${path}.${part}` : part;
    }, '');
}

function expectation(schema: JsonSchema): string {
  if (schema.enum) return listed(schema.enum);
  if (schema.pattern_descriptor)
    return `the ${schema.title ?? 'value'}: ${schema.pattern_descriptor}`;
  if (schema.type === 'integer') {
    return `a whole number from ${schema.minimum ?? 0} to ${schema.maximum ?? 'any'}`;
  }
  if (schema.type === 'array') return 'a list of strings';
  if (schema.type === 'object') return `an object${ofChoices(schema)}`;
  return schema.type === 'string' ? 'a text' : `of type ${schema.type ?? 'any'}`;
}

/** What must stand in an object of one of several kinds. */
function ofChoices({properties = {}}: JsonSchema): string {
  const [selector, {enum: choices}] = Object.entries(properties)[0] ?? ['', {}];
  return choices ? ` with ${selector} ${listed(choices)}` : '';
}

function listed(choices: readonly unknown[]): string {
  return choices.map((choice) => JSON.stringify(choice)).join(' or ');
}

function quoted(title: string | undefined): string {
  return title === undefined ? '' : ` (${title})`;
}
