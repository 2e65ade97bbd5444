import {readFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {SystemError} from '../errors';
import type {Row, StreamDefinition} from './define-stream';

const STREAMS_FOLDER = join(__dirname, '..', 'streams');
const SCHEMAS_FOLDER = join(__dirname, '..', '..', '..', 'resources', 'schemas');

/** A definition with its JSON schema. */
export interface Stream {
  definition: StreamDefinition;
  schema: Row & {properties: Record<string, Row>};
}

/**
 * Finds every stream: a file in `src/streams` is one, there is no list of them.
 * @throws SystemError where a file, its stream and its schema do not have the same name.
 */
export async function loadStreams(): Promise<Stream[]> {
  const files = (await readdir(STREAMS_FOLDER)).filter((file) => file.endsWith('.js'));
  return Promise.all(files.sort().map((file) => loadStream(file.slice(0, -'.js'.length))));
}

async function loadStream(name: string): Promise<Stream> {
  const module = (await import(join(STREAMS_FOLDER, name))) as {default?: StreamDefinition};
  const definition = module.default;
  if (definition?.name !== name) {
    throw new SystemError(`The file src/streams/${name} does not define a stream of that name.`);
  }
  return {definition, schema: await loadSchema(name)};
}

async function loadSchema(name: string): Promise<Stream['schema']> {
  try {
    const text = await readFile(join(SCHEMAS_FOLDER, `${name}.json`), 'utf8');
    return JSON.parse(text) as Stream['schema'];
  } catch (error) {
    throw new SystemError(`The schema resources/schemas/${name}.json cannot be used.`, {
      cause: error,
    });
  }
}
