import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {StreamDefinition} from './stream';

/** A module of the catalogue. */
export interface DefinitionFile {
  default?: StreamDefinition;
}

const CATALOGUE = join(__dirname, 'catalogue');

/**
 * What each file in `src/streams/catalogue` exports, by the name of the file without its ending.
 * The bundle has no folder to list: `bundle/catalogue-plugin.ts` puts a list of imports in place of this file.
 */
export async function importDefinitions(): Promise<Map<string, DefinitionFile>> {
  const files = (await readdir(CATALOGUE)).filter((file) => file.endsWith('.js'));
  const entries = files.map(async (file) => {
    const exported = (await import(join(CATALOGUE, file))) as DefinitionFile;
    return [file.slice(0, -'.js'.length), exported] as const;
  });
  return new Map(await Promise.all(entries));
}
