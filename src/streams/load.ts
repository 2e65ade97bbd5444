import {readFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {SystemError} from '../errors';
import {composeDaily, composeDailySchema} from './define-report';
import type {DailyReport} from './define-report';
import type {Row, StreamDefinition} from './define-stream';

const STREAMS_FOLDER = join(__dirname, 'catalogue');
const SCHEMAS_FOLDER = join(__dirname, '..', '..', '..', 'resources', 'schemas');

/** A definition with its JSON schema. */
export interface Stream {
  definition: StreamDefinition;
  schema: Row & {properties: Record<string, Row>};
}

type StreamFile = StreamDefinition | DailyReport;

/**
 * Finds every stream: a file in `src/streams` is one, there is no list of them.
 * @throws SystemError where a file, its stream and its schema do not have the same name.
 */
export async function loadStreams(): Promise<Stream[]> {
  const files = (await readdir(STREAMS_FOLDER)).filter((file) => file.endsWith('.js'));
  const names = files.map((file) => file.slice(0, -'.js'.length)).sort();
  return Promise.all(names.map(loadStream));
}

async function loadStream(name: string): Promise<Stream> {
  const file = await loadFile(name);
  if (!('dailyOf' in file)) return {definition: file, schema: await loadSchema(name)};
  const snapshot = await loadStream(file.dailyOf);
  const schema = composeDailySchema(snapshot.schema);
  return {definition: composeDaily(file, snapshot.definition), schema};
}

async function loadFile(name: string): Promise<StreamFile> {
  const module = (await import(join(STREAMS_FOLDER, name))) as {default?: StreamFile};
  if (module.default?.name === name) return module.default;
  throw new SystemError(`The file src/streams/${name} does not define a stream of that name.`);
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

/** Whether Microsoft has the data in this cloud: some of it only in the worldwide one. */
export function isAvailableInCloud({clouds}: StreamDefinition, isGlobal: boolean): boolean {
  return isGlobal || clouds === 'all';
}
