import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {RESOURCES_FOLDER} from '../package-folder';

/** A JSON schema as far as the form uses it. */
export interface JsonSchema {
  title?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  pattern_descriptor?: string;
  airbyte_secret?: boolean;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  oneOf?: JsonSchema[];
  items?: JsonSchema;
}

const SPEC_FILE = join(RESOURCES_FOLDER, 'spec.json');

/** resources/spec.json: what the command `spec` answers, and the only source of the settings. */
export interface Specification {
  protocol_version: string;
  /** The page about the connector; other clients than Airbyte take it for required. */
  documentationUrl: string;
  connectionSpecification: JsonSchema;
}

export function readSpecification(): Specification {
  return JSON.parse(readFileSync(SPEC_FILE, 'utf8')) as Specification;
}

/** The branch of a `oneOf` whose constant is in the settings; undefined where none is. */
export function chosenBranch(branches: JsonSchema[], settings: unknown): JsonSchema | undefined {
  const values = (settings ?? {}) as Record<string, unknown>;
  return branches.find(({properties = {}}) =>
    Object.entries(properties).some(
      ([key, {const: constant}]) => constant !== undefined && values[key] === constant,
    ),
  );
}

/** Paths such as `credentials.client_secret` of all settings that the form marks as secret. */
export function secretPathsIn(schema: JsonSchema): string[] {
  return settingPathsIn(schema, ({airbyte_secret: isSecret}) => isSecret === true);
}

/** Paths of all settings for which `fits` holds. */
export function settingPathsIn(
  {properties = {}, oneOf = []}: JsonSchema,
  fits: (setting: JsonSchema) => boolean,
  path = '',
): string[] {
  const own = Object.entries(properties).flatMap(([key, property]) => {
    const name = path ? `${path}.${key}` : key;
    return [...(fits(property) ? [name] : []), ...settingPathsIn(property, fits, name)];
  });
  return [...own, ...oneOf.flatMap((branch) => settingPathsIn(branch, fits, path))];
}
