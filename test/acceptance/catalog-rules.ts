/**
 * What Airbyte's connector acceptance tests ask of a stream in the catalog. Each rule has an
 * example of a change that breaks it.
 */
import Ajv from 'ajv';
import type {AirbyteStream} from '../../src/airbyte/messages';
import {schemasIn, typesOf} from './schema-walk';
import type {Schema} from './schema-walk';

interface StreamRule {
  fact: string;
  problems: (stream: AirbyteStream) => string[];
  breaks: (stream: AirbyteStream) => void;
}

const TYPES = ['null', 'string', 'number', 'integer', 'boolean', 'object', 'array'];

/** What destinations know of formats and Airbyte's own types: the JSON types that may have them. */
const FORMATS: Record<string, string[]> = {date: ['string'], 'date-time': ['string']};
const AIRBYTE_TYPES: Record<string, string[]> = {
  timestamp_with_timezone: ['string'],
  timestamp_without_timezone: ['string'],
  integer: ['integer', 'number'],
};

const draft07 = new Ajv({strict: false});

function schemaOf(stream: AirbyteStream): Schema {
  return stream.json_schema;
}

/** The field at a path of property names. */
function fieldAt(stream: AirbyteStream, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, name) => schema?.properties?.[name],
    schemaOf(stream),
  );
}

function absent(stream: AirbyteStream, paths: readonly string[][]): string[] {
  return paths.filter((path) => !fieldAt(stream, path)).map((path) => path.join('.'));
}

function keysOf(stream: AirbyteStream): string[][] {
  return stream.source_defined_primary_key ?? [];
}

function using(stream: AirbyteStream, keywords: readonly string[]): string[] {
  return [...schemasIn(schemaOf(stream))]
    .filter(({schema}) => keywords.some((keyword) => keyword in schema))
    .map(({path}) => path);
}

/** A known type alone or with null, and only together with what destinations expect of it. */
function isSupported(schema: Schema): boolean {
  const {format, airbyte_type: airbyteType} = schema;
  const types = typesOf(schema);
  const [type = '', ...others] = types.filter((name) => name !== 'null');
  const allows = (known: Record<string, string[]>, value: string | undefined): boolean =>
    value === undefined || known[value]?.includes(type) === true;
  return (
    types.every((name) => TYPES.includes(name)) &&
    others.length === 0 &&
    allows(FORMATS, format) &&
    allows(AIRBYTE_TYPES, airbyteType)
  );
}

export const STREAM_RULES: StreamRule[] = [
  {
    fact: 'has a valid schema of draft 7',
    problems: (stream) =>
      draft07.validateSchema(schemaOf(stream)) === true ? [] : [draft07.errorsText()],
    breaks: (stream) => void (schemaOf(stream).type = 'row'),
  },
  {
    fact: 'has its cursor field in the schema',
    problems: (stream) => absent(stream, [stream.default_cursor_field ?? []]),
    breaks: (stream) => void (stream.default_cursor_field = ['updated_at']),
  },
  {
    fact: 'has a primary key',
    problems: (stream) => (keysOf(stream).length > 0 ? [] : [stream.name]),
    breaks: (stream) => void delete stream.source_defined_primary_key,
  },
  {
    fact: 'has its primary key in the schema',
    problems: (stream) => absent(stream, keysOf(stream)),
    breaks: (stream) => void (stream.source_defined_primary_key = [['key']]),
  },
  {
    fact: 'has no list and no object for a primary key',
    problems: (stream) =>
      keysOf(stream)
        .filter((path) => {
          const types = typesOf(fieldAt(stream, path) ?? {});
          return types.includes('object') || types.includes('array');
        })
        .map((path) => path.join('.')),
    breaks: (stream) => void (fieldAt(stream, ['id'])!.type = ['object', 'null']),
  },
  {
    fact: 'can be read in one way at least',
    problems: (stream) => (stream.supported_sync_modes.length > 0 ? [] : [stream.name]),
    breaks: (stream) => void (stream.supported_sync_modes = []),
  },
  {
    fact: 'refers to no other schema',
    problems: (stream) => using(stream, ['$ref']),
    breaks: (stream) => void (fieldAt(stream, ['id'])!['$ref'] = '#/definitions/id'),
  },
  {
    fact: 'uses no keyword that destinations do not know',
    problems: (stream) => using(stream, ['allOf', 'not', 'oneOf', 'anyOf']),
    breaks: (stream) => void (fieldAt(stream, ['id'])!['allOf'] = []),
  },
  {
    fact: 'allows fields that it does not name',
    problems: (stream) =>
      [...schemasIn(schemaOf(stream))]
        .filter(({schema}) => (schema['additionalProperties'] ?? true) !== true)
        .map(({path}) => path),
    breaks: (stream) => void (schemaOf(stream)['additionalProperties'] = false),
  },
  {
    fact: 'has only types and formats that destinations know',
    problems: (stream) =>
      [...schemasIn(schemaOf(stream))]
        .filter(({schema}) => !isSupported(schema))
        .map(({path}) => path),
    breaks: (stream) => void (fieldAt(stream, ['synced_at'])!.format = 'time'),
  },
];
