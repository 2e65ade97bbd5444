import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A JSON schema as far as the form uses it. */
export interface JsonSchema {
  title?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  pattern_descriptor?: string;
  airbyte_secret?: boolean;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  oneOf?: JsonSchema[];
  items?: JsonSchema;
}

const SPEC_FILE = join(__dirname, '..', '..', '..', 'resources', 'spec.json');

/** resources/spec.json: what the command `spec` answers, and the only source of the settings. */
export interface Specification {
  protocol_version: string;
  connectionSpecification: JsonSchema;
}

export function readSpecification(): Specification {
  return JSON.parse(readFileSync(SPEC_FILE, 'utf8')) as Specification;
}
