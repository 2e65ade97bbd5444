/** What the fields of a stream say of a person: read by the pseudonymizer and by the documentation. */
import {SystemError} from '../errors';
import type {Row, StreamSchema} from './stream';

/** The keyword that every property of a schema has, at every depth. */
export const PERSONAL = 'x-personal';

/**
 * - `id`: stands for one person, such as an object id, or for something that only one person has.
 * - `address`: a user principal name, a mail or proxy address, or the address of a personal site.
 * - `name`: what people call a person, also an alias, an account name or a phone number.
 * - `free_text`: what somebody wrote of a person, and whatever nobody knows beforehand.
 * - `device`: a name of a device that is a person's.
 * - `none`: says of no person who it is.
 */
export const PERSONAL_KINDS = ['id', 'address', 'name', 'free_text', 'device', 'none'] as const;

export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** @throws SystemError for a property that nobody has judged. */
export function personalKindOf(property: Row, path: string): PersonalKind {
  const kind = PERSONAL_KINDS.find((known) => known === property[PERSONAL]);
  if (kind) return kind;
  throw new SystemError(`The schema does not say in ${PERSONAL} what ${path} says of a person.`);
}

/** A property of a schema, with where it stands: `prepaidUnits.enabled`, `assignedLicenses[].skuId`. */
export interface SchemaProperty {
  path: string;
  property: Row;
}

/** The properties at every depth, in their order. */
export function propertiesOf({properties}: Pick<StreamSchema, 'properties'>): SchemaProperty[] {
  return Object.entries(properties).flatMap(([name, property]) => withInner(name, property));
}

function withInner(path: string, property: Row): SchemaProperty[] {
  const items = property['items'] as Row | undefined;
  const inner = (property['properties'] ??
    items?.['properties'] ??
    {}) as StreamSchema['properties'];
  const prefix = items ? `${path}[]` : path;
  return [
    {path, property},
    ...Object.entries(inner).flatMap(([name, value]) => withInner(`${prefix}.${name}`, value)),
  ];
}

/** Whether the rows are known by what identifies a person. */
export function hasPersonalId({properties}: Pick<StreamSchema, 'properties'>): boolean {
  return personalKindOf(properties['id'] ?? {}, 'id') !== 'none';
}

/** The paths of the properties of a kind. */
export function pathsOfKind(schema: StreamSchema, kinds: readonly PersonalKind[]): string[] {
  return propertiesOf(schema)
    .filter(({path, property}) => kinds.includes(personalKindOf(property, path)))
    .map(({path}) => path);
}
