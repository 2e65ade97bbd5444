import {readFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {SystemError} from '../errors';
import {dailyStreamOf} from './define-report';
import type {Stream, StreamDefinition, StreamSchema} from './stream';

const CATALOGUE = join(__dirname, 'catalogue');
const SCHEMAS_FOLDER = join(__dirname, '..', '..', '..', 'resources', 'schemas');

/**
 * Finds every stream, sorted by name. Each file in `src/streams/catalogue` defines one, there is
 * no list of them; a report whose function takes a date has a second stream, its daily slices.
 * @throws SystemError where a file, its stream and its schema do not have the same name.
 */
export async function loadStreams(): Promise<Stream[]> {
  const files = (await readdir(CATALOGUE)).filter((file) => file.endsWith('.js'));
  const names = files.map((file) => file.slice(0, -'.js'.length));
  const defined = await Promise.all(names.map(loadStream));
  const streams = [...defined, ...defined.flatMap((stream) => dailyStreamOf(stream) ?? [])];
  return streams.sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
}

async function loadStream(name: string): Promise<Stream> {
  return {definition: await loadDefinition(name), schema: await loadSchema(name)};
}

async function loadDefinition(name: string): Promise<StreamDefinition> {
  const module = (await import(join(CATALOGUE, name))) as {default?: StreamDefinition};
  if (module.default?.name === name) return module.default;
  throw new SystemError(
    `The file src/streams/catalogue/${name} does not define a stream of that name.`,
  );
}

async function loadSchema(name: string): Promise<StreamSchema> {
  try {
    const text = await readFile(join(SCHEMAS_FOLDER, `${name}.json`), 'utf8');
    return JSON.parse(text) as StreamSchema;
  } catch (error) {
    throw new SystemError(`The schema resources/schemas/${name}.json cannot be used.`, {
      cause: error,
    });
  }
}

/** Whether Microsoft has the data in this cloud: some of it only in the worldwide one. */
export function isAvailableInCloud({clouds}: StreamDefinition, isGlobal: boolean): boolean {
  return isGlobal || clouds === 'all';
}
