/** Finds people in texts for people: log messages, traces, and what check says. */
import type {Pseudonyms} from './pseudonyms';

/** A user principal name or a mail address, also where its characters are escaped for a URL or JSON. */
const ADDRESS =
  /[\p{L}\p{N}.!#$%&*+^_`~-][\p{L}\p{N}.!#$%&'*+^_`~-]*(?:@|%40|\\u0040)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu;

/** What stands behind it in the address of a OneDrive. */
const PERSONAL_SITE = /(?<=\/personal(?:\/|%2f))[^\s/"'?#]+/gi;

/** An id of an object, unless it is told that it is one of a request. */
const OBJECT_ID =
  /(?<!(?:request-id|(?:trace|correlation) id:?) )\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/**
 * Replaces addresses and ids in a text by their pseudonyms. Names cannot be found; whoever quotes
 * others says so.
 * @param known ids that are no person's, in lower case: of the tenant and of the app.
 */
export function pseudonymizeText(
  text: string,
  pseudonyms: Pseudonyms,
  known: ReadonlySet<string>,
): string {
  return text
    .replace(PERSONAL_SITE, (name) => pseudonyms.ofId(unescaped(name)))
    .replace(ADDRESS, (address) => pseudonyms.ofAddress(unescaped(address)))
    .replace(OBJECT_ID, (id) => (known.has(id.toLowerCase()) ? id : pseudonyms.ofId(id)));
}

function unescaped(text: string): string {
  const plain = text.replace(/\\u0040/gi, '@');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
