import type {StreamDefinition} from './define-stream';
import type {Stream} from './load-streams';
import {isGraphProperty} from './rows';

/** The properties to ask for, so that request and schema cannot differ; undefined asks for all. */
export function selectOf(
  {select}: StreamDefinition,
  {properties}: Stream['schema'],
): readonly string[] | undefined {
  if (select === 'none') return undefined;
  return select === 'schema' ? Object.keys(properties).filter(isGraphProperty) : select;
}
