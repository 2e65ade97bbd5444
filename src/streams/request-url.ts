import {isGraphProperty} from './row';
import type {StreamDefinition, StreamSchema} from './stream';

/** The periods that reports can be requested for, in days. */
export const PERIODS = {D7: 7, D30: 30, D90: 90, D180: 180} as const;

export type Period = keyof typeof PERIODS;

export function isPeriod(text: string): text is Period {
  return Object.hasOwn(PERIODS, text);
}

/** The report over a period; without parameters where the function takes none. */
export function periodUrl(baseUrl: string, definition: StreamDefinition, period: string): string {
  const parameters = definition.report?.takes === 'nothing' ? '' : `(period='${period}')`;
  return `${baseUrl}${definition.endpoint}${parameters}`;
}

/** The report of one day, `YYYY-MM-DD`. */
export function dateUrl(baseUrl: string, definition: StreamDefinition, day: string): string {
  return `${baseUrl}${definition.endpoint}(date=${day})`;
}

/** The properties for `$select`, so that request and schema cannot differ; undefined for all. */
export function selectOf(
  {select}: StreamDefinition,
  {properties}: StreamSchema,
): readonly string[] | undefined {
  if (select === 'none') return undefined;
  return select === 'schema' ? Object.keys(properties).filter(isGraphProperty) : select;
}
