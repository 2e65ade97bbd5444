import type {Form} from './specification';

/**
 * Finds settings that the form does not have, by walking both side by side: the platform refuses a
 * form that forbids them itself.
 * @returns a sentence for each, such as "the setting domain is not known; known are: …".
 */
export function unknownSettings(form: Form, settings: unknown, path = ''): string[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [];
  const branches = [form, ...(form.oneOf ?? [])];
  const known = Object.assign({}, ...branches.map((branch) => branch.properties)) as Record<
    string,
    Form
  >;
  return Object.entries(settings).flatMap(([key, value]) => {
    const name = path ? `${path}.${key}` : key;
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property) return unknownSettings(property, value, name);
    const names = Object.keys(known).join(', ');
    return [`the setting ${name} is not known; known ${path ? `in ${path} ` : ''}are: ${names}`];
  });
}
