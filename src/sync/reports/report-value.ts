import type {Row} from '../define-stream';

/** Product names are joined by a plus; one within a name has blanks around it. */
const BETWEEN_PRODUCTS = /(?<! )\+(?! )/;

const BOOLEANS: Record<string, boolean> = {true: true, yes: true, false: false, no: false};

/**
 * A text of a report as the type that its schema names.
 * @returns null for an empty text, undefined for one that the type cannot hold.
 */
export function convert(text: string, schema: Row): unknown {
  if (text === '') return null;
  switch (kindOf(schema)) {
    case 'integer':
      return integer(text);
    case 'boolean':
      return BOOLEANS[text.toLowerCase()];
    case 'array':
      return text.split(BETWEEN_PRODUCTS).filter(Boolean);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : undefined;
    default:
      return text;
  }
}

function kindOf({type, format}: Row): string {
  if (format === 'date') return 'date';
  return [type].flat().find((name) => name !== 'null') as string;
}

/** Beyond 2^53 a number would be rounded, so it is no integer to us. */
function integer(text: string): number | undefined {
  const number = /^-?\d+(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
