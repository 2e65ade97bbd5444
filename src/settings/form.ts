/** Checks settings against the form of resources/spec.json. */
import Ajv from 'ajv';
import type {ErrorObject} from 'ajv';
import addFormats from 'ajv-formats';
import type {Form} from './specification';

/** One wrong setting. `text` goes on after the setting's path. */
export interface Problem {
  setting: string;
  text: string;
}

/** Every setting that the form does not allow; empty when all is well. */
export function validateSettings(form: Form, settings: unknown): Problem[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    return [{setting: '', text: 'they must be a JSON object with the settings as keys'}];
  }
  // The form's own keywords (order, airbyte_secret, …) mean nothing to the validator.
  const ajv = new Ajv({allErrors: true, strict: false, verbose: true});
  addFormats(ajv);
  const chosen = withChosenBranches(form, settings as Record<string, unknown>);
  const validate = ajv.compile(chosen);
  if (validate(settings)) return [];
  const problems = (validate.errors ?? []).map(problemOf);
  // One value can break several rules of its setting, which are told as one.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/**
 * Replaces each `oneOf` by the branch that the settings choose by their constant, so that a problem
 * is told of that branch only. Where none is chosen, the constant itself is the problem.
 */
function withChosenBranches(form: Form, settings: Record<string, unknown>): Form {
  const properties = Object.entries(form.properties ?? {}).map(([key, property]) => {
    if (!property.oneOf) return [key, property];
    const {oneOf, ...rest} = property;
    const branch = chosenBranch(oneOf, settings[key]) ?? anyBranch(oneOf);
    return [key, {...rest, ...branch, title: property.title}];
  });
  return {...form, properties: Object.fromEntries(properties) as Record<string, Form>};
}

/** The branch of a `oneOf` whose constant stands in the settings; undefined where none does. */
export function chosenBranch(branches: Form[], settings: unknown): Form | undefined {
  const values = (settings ?? {}) as Record<string, unknown>;
  return branches.find(({properties = {}}) =>
    Object.entries(properties).some(
      ([key, {const: constant}]) => constant !== undefined && values[key] === constant,
    ),
  );
}

function anyBranch(branches: Form[]): Form {
  const [selector] = constantsOf(branches[0] ?? {});
  if (!selector) return {};
  const choices = branches.map((branch) => branch.properties?.[selector]?.const);
  return {required: [selector], properties: {[selector]: {type: 'string', enum: choices}}};
}

function constantsOf({properties = {}}: Form): string[] {
  return Object.keys(properties).filter((key) => properties[key]?.const !== undefined);
}

function problemOf({instancePath, keyword, params, parentSchema, data}: ErrorObject): Problem {
  const form = (parentSchema ?? {}) as Form;
  const path = settingPath(instancePath);
  if (keyword === 'required') {
    const key = String(params['missingProperty']);
    const missing = form.properties?.[key]?.title;
    return {setting: [path, key].filter(Boolean).join('.'), text: `is missing${quoted(missing)}`};
  }
  if (keyword === 'format' && isDateLike(data)) {
    return {setting: path, text: `is ${JSON.stringify(data)}, which is no day of the calendar`};
  }
  const must = `must be ${expectation(form)}`;
  if (!isShown(path, data)) return {setting: path, text: `cannot be used; it ${must}`};
  return {setting: path, text: `is ${JSON.stringify(data).slice(0, 100)} but ${must}`};
}

function isDateLike(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** What stands where credentials belong may be one, and so may what was pasted beside it. */
function isShown(path: string, value: unknown): boolean {
  if (path === 'credentials.client_secret_expires_on')
    return /^[\d./ -]{0,20}$/.test(String(value));
  if (path.startsWith('credentials') && path !== 'credentials.auth_type') return false;
  if (typeof value !== 'string') return true;
  return [PLAIN, LIKE_ID, LIKE_HOST].some((form) => form.test(value));
}

/** Shorter than the secrets that Microsoft makes. */
const PLAIN = /^[\w.@* -]{0,36}$/;

/** A GUID with some characters too many or too few, or with something around it. */
const LIKE_ID = /^\W{0,2}[0-9a-f]{6,12}(-[0-9a-f]{2,8}){3}-[0-9a-f]{8,16}\W{0,2}$/i;

/** Secrets have capitals and no dot before a last part of letters alone. */
const LIKE_HOST = /^(https:\/\/)?([a-z0-9-]{1,63}\.){1,6}[a-z]{2,12}[/.]?$/;

/** Longer than any domain or host. */
const MOST_SHOWN = 300;

/** As it is shown in a message: one line, not too long. */
export function quoteText(text: string): string {
  const end = text.length > MOST_SHOWN ? '…' : '';
  return JSON.stringify(text.slice(0, MOST_SHOWN) + end);
}

function expectation(form: Form): string {
  if (form.enum) return form.enum.map((choice) => JSON.stringify(choice)).join(' or ');
  if (form.pattern_descriptor) return `the ${form.title ?? 'value'}: ${form.pattern_descriptor}`;
  if (form.minLength !== undefined) {
    return `a text of ${form.minLength} or more characters${quoted(form.title)}`;
  }
  if (form.type === 'integer') {
    return `a whole number from ${form.minimum ?? 0} to ${form.maximum ?? 'any'}`;
  }
  if (form.type === 'array') return 'a list of texts';
  if (form.type === 'object') return 'an object';
  return form.type === 'string' ? 'a text' : `of type ${form.type ?? 'any'}`;
}

function quoted(title: string | undefined): string {
  return title === undefined ? '' : ` (${title})`;
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
