import {chosenBranch} from './form';
import type {Form} from './specification';

/** More names in one message help nobody. */
const MOST_NAMED = 10;

/**
 * Finds settings that the form does not have, by walking both side by side: the platform refuses a
 * form that forbids them itself. Of a `oneOf` only the branch counts that the settings choose.
 * @returns a sentence for each, such as "the setting domain is not known; known are: …".
 */
export function unknownSettings(form: Form, settings: unknown): string[] {
  const sentences = unknownIn(form, settings, '');
  const more = sentences.length - MOST_NAMED;
  if (more <= 0) return sentences;
  return [...sentences.slice(0, MOST_NAMED), `${more} more settings are not known`];
}

function unknownIn(form: Form, settings: unknown, path: string): string[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [];
  const known = knownIn(form, settings);
  const names = Object.keys(known).join(', ');
  return Object.entries(settings).flatMap(([key, value]) => {
    const name = path ? `${path}.${key}` : key;
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property) return unknownIn(property, value, name);
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
    return [`the setting ${shown} is not known; known ${path ? `in ${path} ` : ''}are: ${names}`];
  });
}

function knownIn({properties, oneOf = []}: Form, settings: object): Record<string, Form> {
  const chosen = chosenBranch(oneOf, settings);
  const branches = chosen ? [chosen] : oneOf;
  return Object.assign({}, properties, ...branches.map((branch) => branch.properties)) as Record<
    string,
    Form
  >;
}
