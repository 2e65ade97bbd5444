/** Ways through a JSON schema that tell a keyword from a property of the same name. */

export interface Schema {
  [keyword: string]: unknown;
  type?: string | string[];
  format?: string;
  airbyte_type?: string;
  properties?: Record<string, Schema>;
  items?: Schema | Schema[];
  oneOf?: Schema[];
}

export interface Place {
  /** Such as `credentials.oneOf[1].certificate`; empty for the schema itself. */
  path: string;
  schema: Schema;
}

export interface Property extends Place {
  name: string;
  /** Whether it stands directly in the schema itself. */
  isTopLevel: boolean;
}

/** The schema itself and every schema in it. */
export function* schemasIn(schema: Schema, path = ''): Generator<Place> {
  yield {path, schema};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* schemasIn(property, path ? `${path}.${name}` : name);
  }
  for (const [index, variant] of (schema.oneOf ?? []).entries()) {
    yield* schemasIn(variant, `${path}.oneOf[${index}]`);
  }
  const items = [schema.items ?? []].flat();
  for (const item of items) yield* schemasIn(item, `${path}[]`);
}

/** Every property, at any depth. */
export function propertiesIn(schema: Schema): Property[] {
  return [...schemasIn(schema)].flatMap(({path, schema: owner}) =>
    Object.entries(owner.properties ?? {}).map(([name, property]) => ({
      path: path ? `${path}.${name}` : name,
      name,
      schema: property,
      isTopLevel: path === '',
    })),
  );
}

export function typesOf({type}: Schema): string[] {
  return [type ?? []].flat();
}
