import type {Row} from '../../streams/stream';

/** Product names are joined by a plus; one within a name has blanks around it. */
const BETWEEN_PRODUCTS = /(?<! )\+(?! )/;

const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

/** @returns null for an empty text, undefined for one that the type cannot hold. */
export type Convert = (text: string) => unknown;

/** How texts of a column become values of the type that its schema names. */
export function converterFor({type, format}: Row): Convert {
  const kind = format === 'date' ? 'date' : [type].flat().find((name) => name !== 'null');
  const convert = CONVERTERS[String(kind)] ?? ((text: string): string => text);
  return (text) => (text === '' ? null : convert(text));
}

const CONVERTERS: Record<string, Convert> = {
  integer: toInteger,
  boolean: (text) => BOOLEANS.get(text.toLowerCase()),
  array: (text) => text.split(BETWEEN_PRODUCTS).filter(Boolean),
  date: (text) => (/^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : undefined),
};

/** Beyond 2^53 a number would be rounded, so it is no integer to us. */
function toInteger(text: string): number | undefined {
  const number = /^-?\d+(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
