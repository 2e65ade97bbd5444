import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {SystemError} from '../errors';
import {RESOURCES_FOLDER} from '../package-folder';
import {dailyStreamOf} from './define-report';
import {importDefinitions} from './definition-files';
import type {DefinitionFile} from './definition-files';
import type {Stream, StreamDefinition, StreamSchema} from './stream';

const SCHEMAS_FOLDER = join(RESOURCES_FOLDER, 'schemas');

/**
 * Finds every stream, sorted by name. Each file in `src/streams/catalogue` defines one, there is
 * no list of them; a report whose function takes a date has a second stream, its daily slices.
 * @throws SystemError where a file, its stream and its schema do not have the same name.
 */
export async function loadStreams(): Promise<Stream[]> {
  const files = [...(await importDefinitions())];
  const defined = await Promise.all(
    files.map(async ([name, exported]) => ({
      definition: definitionIn(exported, name),
      schema: await loadSchema(name),
    })),
  );
  const streams = [...defined, ...defined.flatMap((stream) => dailyStreamOf(stream) ?? [])];
  return streams.sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
}

function definitionIn(file: DefinitionFile, name: string): StreamDefinition {
  if (file.default?.name === name) return file.default;
  throw new SystemError(`The file catalogue/${name} does not define a stream of that name.`);
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
